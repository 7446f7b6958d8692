# ruff: noqa: E501 -- one province or country a line
"""Places that contain one another. General knowledge, so that 구미 is seen to lie in 경북 and Riyadh to be 리야드.

A place that is not listed is simply a place of which no surroundings are known.
A row is "name|other names|places inside"; the spellings of a place inside are parted by slashes, _ is a blank.
"""

from __future__ import annotations

from typing import Final

# Province of Korea, its other names, its cities and counties (stems, without 시 and 군).
PROVINCES: Final = """
경기|경기도 Gyeonggi|수원 성남 의정부 안양 부천 광명 평택 동두천 안산 고양 과천 구리 남양주 오산 시흥 군포 의왕 하남 용인 파주 이천 안성 김포 화성 양주 포천 여주 연천 가평 양평
강원|강원도 강원특별자치도 Gangwon|춘천 원주 강릉 동해 태백 속초 삼척 홍천 횡성 영월 평창 정선 철원 화천 양구 인제 양양
충북|충청북도 북충청 Chungbuk|청주 충주 제천 보은 옥천 영동 증평 진천 괴산 음성 단양
충남|충청남도 Chungnam|천안 공주 보령 아산 서산 논산 계룡 당진 금산 부여 서천 청양 홍성 예산 태안
전북|전라북도 전북특별자치도 Jeonbuk|전주 군산 익산 정읍 남원 김제 완주 진안 무주 장수 임실 순창 고창 부안
전남|전라남도 Jeonnam|목포 여수 순천 나주 광양 담양 곡성 구례 고흥 보성 화순 장흥 강진 해남 영암 무안 함평 영광 장성 완도 진도 신안
경북|경상북도 Gyeongbuk|포항 경주 김천 안동 구미 영주 영천 상주 문경 경산 의성 청송 영양 영덕 청도 고령 성주 칠곡 예천 봉화 울진 울릉
경남|경상남도 Gyeongnam|창원 진주 통영 사천 김해 밀양 거제 양산 의령 함안 창녕 고성 남해 하동 산청 함양 거창 합천
"""

# Cities that count as a province; their parts are listed where the press names them alone.
METROPOLISES: Final = """
서울|서울특별시 Seoul|강남 서초 송파 마포 여의도 용산 성수 목동 상암 노원 강서 종로
부산|부산광역시 Busan|해운대 강서구 에코델타 기장 녹산
대구|대구광역시 Daegu|수성 달성 군위
인천|인천광역시 Incheon|송도 청라 영종 옹진 강화 덕적 백령
광주|광주광역시 Gwangju|
대전|대전광역시 Daejeon|유성 대덕
울산|울산광역시 Ulsan|온산 울주 미포
세종|세종특별자치시 세종시 Sejong|
제주|제주도 제주특별자치도 Jeju|서귀포 추자 가파
"""

# Countries and territories with cities and states that the business press names: * a state or province,
# + a city so large that two projects in it need not be one.
COUNTRIES: Final = """
한국|대한민국 국내 Korea South_Korea|
미국|U.S. US USA United_States America|*텍사스/Texas *조지아/Georgia *캘리포니아/California *애리조나/Arizona *미시간/Michigan *테네시/Tennessee +뉴욕/New_York 시애틀/Seattle *오하이오/Ohio *앨라배마/Alabama *하와이/Hawaii 라스베이거스/Las_Vegas *인디애나/Indiana *켄터키/Kentucky 필라델피아/Philadelphia
중국|China|+베이징/Beijing +상하이/Shanghai 충칭/Chongqing 난징/Nanjing 시안/Xian 우시/Wuxi 선전/Shenzhen 광저우/Guangzhou 톈진/Tianjin 다롄/Dalian 청두/Chengdu 옌청/Yancheng 쑤저우/Suzhou 칭다오/Qingdao 장자강 취저우
홍콩|Hong_Kong|
일본|Japan|+도쿄/Tokyo +오사카/Osaka *홋카이도/Hokkaido 삿포로/Sapporo 치토세/Chitose *미야기/Miyagi 후쿠오카/Fukuoka 나고야/Nagoya 와타리/Watari
대만|타이완 Taiwan|
인도|India|뭄바이/Mumbai 첸나이/Chennai 뉴델리/New_Delhi 푸네/Pune 구르가온/Gurgaon 노이다/Noida
인도네시아|Indonesia|+자카르타/Jakarta 누산타라/Nusantara 찔레곤/Cilegon 바탐/Batam
베트남|Vietnam|+하노이/Hanoi +호찌민/호치민/Ho_Chi_Minh_City/Ho_Chi_Minh 나베/Nha_Be 하이퐁/Haiphong 타이빈/Thai_Binh 박닌/Bac_Ninh 다낭/Da_Nang 동나이/Dong_Nai 꽝남/Quang_Nam
태국|Thailand|방콕/Bangkok 라용/Rayong
말레이시아|Malaysia|쿠알라룸푸르/Kuala_Lumpur *조호르/Johor 코타키나발루/Kota_Kinabalu *사라왁/Sarawak
필리핀|Philippines|마닐라/Manila 클라크/Clark
싱가포르|Singapore|주롱/Jurong
미얀마|Myanmar|양곤/Yangon
몽골|Mongolia|울란바토르/Ulaanbaatar
카자흐스탄|Kazakhstan|알마티/Almaty 아스타나/Astana
우즈베키스탄|Uzbekistan|타슈켄트/Tashkent
사우디아라비아|사우디 Saudi_Arabia Saudi|+리야드/Riyadh 제다/Jeddah 메카/Mecca 메디나/Medina 담맘/Dammam 네옴/Neom
아랍에미리트|UAE 아랍에미리트연합 United_Arab_Emirates|+두바이/Dubai +아부다비/Abu_Dhabi 마스다르/Masdar
쿠웨이트|Kuwait|압둘라
카타르|Qatar|도하/Doha 루사일/Lusail
오만|Oman|
이라크|Iraq|비스마야/Bismayah 바그다드/Baghdad
이집트|Egypt|카이로/Cairo
튀르키예|터키 Turkey Türkiye|이스탄불/Istanbul
이스라엘|Israel|
남아프리카공화국|남아공 South_Africa|더반/Durban
모로코|Morocco|
케냐|Kenya|나이로비/Nairobi
호주|오스트레일리아 Australia|시드니/Sydney *퀸즐랜드/Queensland *뉴사우스웨일스/New_South_Wales *빅토리아/Victoria 캔버라/Canberra 타운즈빌/Townsville
뉴질랜드|New_Zealand|
영국|UK U.K. Britain United_Kingdom|+런던/London 사우샘프턴/Southampton 보틀리/Botley 위도힐
독일|Germany|베를린/Berlin 뮌헨/Munich 함부르크/Hamburg 프랑크푸르트/Frankfurt
프랑스|France|파리/Paris
스페인|Spain|마드리드/Madrid 바르셀로나/Barcelona
이탈리아|Italy|로마/Rome
네덜란드|Netherlands|암스테르담/Amsterdam
폴란드|Poland|브로츠와프/Wroclaw 바르샤바/Warsaw
헝가리|Hungary|부다페스트/Budapest 괴드/Göd 이반차/Ivancsa 코마롬/Komarom
체코|Czech_Republic Czechia|자테츠/Zatec 오스트라바/Ostrava 노쇼비체/Nosovice
슬로바키아|Slovakia|질리나/Zilina
루마니아|Romania|
스웨덴|Sweden|
노르웨이|Norway|
핀란드|Finland|
러시아|Russia|+모스크바/Moscow 블라디보스토크/Vladivostok 상트페테르부르크/St._Petersburg
우크라이나|Ukraine|
캐나다|Canada|토론토/Toronto *온타리오/Ontario *퀘벡/Quebec 밴쿠버/Vancouver
멕시코|Mexico|멕시코시티/Mexico_City 몬테레이/Monterrey
브라질|Brazil|상파울루/Sao_Paulo
칠레|Chile|산티아고/Santiago
페루|Peru|리마/Lima
콜롬비아|Colombia|보고타/Bogota
아르헨티나|Argentina|
푸에르토리코|Puerto_Rico|
괌|Guam|망길라오/Mangilao 단단/Dandan 아가나/Hagatna 탈로포포/Talofofo
"""

# Korean cities by the names that English articles print.
ENGLISH_CITIES: Final = """
수원/Suwon 성남/Seongnam 용인/Yongin 화성/Hwaseong 평택/Pyeongtaek 안산/Ansan 고양/Goyang 구리/Guri 파주/Paju 이천/Icheon 김포/Gimpo 시흥/Siheung
춘천/Chuncheon 원주/Wonju 강릉/Gangneung 청주/Cheongju 충주/Chungju 진천/Jincheon 음성/Eumseong 천안/Cheonan 아산/Asan 서산/Seosan 당진/Dangjin 금산/Geumsan
전주/Jeonju 군산/Gunsan 익산/Iksan 여수/Yeosu 순천/Suncheon 나주/Naju 광양/Gwangyang 영암/Yeongam 목포/Mokpo 진도/Jindo
포항/Pohang 경주/Gyeongju 김천/Gimcheon 안동/Andong 구미/Gumi 울릉/Ulleung 울진/Uljin 창원/Changwon 진주/Jinju 거제/Geoje 양산/Yangsan 김해/Gimhae 밀양/Miryang
송도/Songdo 청라/Cheongna 온산/Onsan 해운대/Haeundae 에코델타/Eco_Delta
"""
