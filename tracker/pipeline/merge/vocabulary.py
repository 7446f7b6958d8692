"""Words by which titles are read: kinds of thing, and words that say nothing."""

from __future__ import annotations

from typing import Final

# What is built, in both languages. Two projects of one kind need not be one; of two kinds they hardly are.
CONCEPTS: Final = {
    "digital_twin": r"디지털\s?트윈|digital[- ]twins?",
    "solar": r"태양광|solar",
    "wind": r"풍력|\bwind\b",
    "storage": r"\bb?ess\b|b?ess(?![a-z])|에너지\s?저장\s?(?:장치|시스템|설비)?|energy storage|battery storage|storage",
    "hydrogen": r"수소|연료\s?전지|hydrogen|fuel[- ]cells?",
    "energy_island": r"에너지\s?자립\s?섬|자립섬|energy[- ]independent island",
    "microgrid": r"마이크로\s?그리드|micro-?grids?",
    "smart_grid": r"스마트\s?그리드|smart grids?",
    "virtual_plant": r"가상\s?발전소|\bvpp\b|virtual power plants?",
    "charging": r"충전|\bv2g\b|charging|chargers?",
    "energy_management": r"\b[bfc]?ems\b|에너지\s?(?:관리|효율)|energy (?:management|efficiency)",
    "metering": r"검침|\bami\b|meter(?:s|ing)?\b",
    "geothermal": r"지열|geothermal",
    "logistics": r"물류|풀필먼트|자동\s?창고|logistics|warehouses?|fulfil?lment",
    "robots": r"로봇|로보틱스|robots?\b|robotics",
    "apartments": r"아파트|apartments?",
    "campus": r"캠퍼스|campus",
    "home": r"스마트\s?홈|smart homes?",
    "building": r"빌딩|건물|buildings?\b",
    "traffic": r"교통|신호등|\bits\b|\btraffic\b",
    "parking": r"주차|parking",
    "control_centre": r"관제|통합\s?운영\s?센터|control (?:cent(?:er|re)|tower|room)s?",
    "steelworks": r"제철소|제강|고로|steel ?(?:works|mills?)|blast furnaces?",
    "shipyard": r"조선소|(?<![가-힣])야드|shipyards?|smart yards?",
    "smelter": r"제련소|smelters?",
    "refinery": r"정유|refiner(?:y|ies)",
    "cathode": r"양극재|cathodes?",
    "anode": r"음극재|anodes?",
    "network": r"\b5g\b|5g|전용망|특화망",
    "super_app": r"슈퍼\s?앱|super[- ]?apps?",
    "small_firms": (
        r"중소\s?(?:·\s?중견\s?)?기업|상생형?|\bsmes?\b|small(?:er)? (?:and medium[- ]sized )?(?:firms|businesses)"
    ),
    "research": r"연구소|연구\s?센터|research|\br&d\b",
    "data_centre": r"데이터\s?센터|data cent(?:er|re)s?",
    "water": r"물\s?관리|정수장|상수도|\bwater\b",
    "acquisition": r"인수|acquisition|takeover|buyout",
    "joint_venture": r"합작|joint venture",
}

# Words that many titles share; what is left of a title without them is what the project is called.
COMMON_WORDS: Final = """
사업 구축 협력 업무협약 협약 체결 추진 개발 조성 공급 수주 계약 계약체결 시범 시범사업 실증 실증사업 실증단지
단지 공장 발전소 발전 센터 시스템 플랫폼 기술 도입 건설 설치 운영 확대 지원 투자 프로젝트 공동 공동개발 전략
제휴 기반 연계 친환경 첨단 차세대 미래 글로벌 국가시범도시 시범도시 도시 산업 에너지 신재생 신재생에너지
재생에너지 전력 디지털 전환 혁신 솔루션 서비스 인프라 설비 자동화 데이터 인공지능 빅데이터 클라우드 사물인터넷
컨소시엄 합작법인 설립 출범 착공 준공 완공 가동 상업운전 본격 국내 해외 최대 최초 첫 규모 대규모 신규 사업자
선정 우선협상대상자 협의 논의 검토 계획 예정 생산 제조 그룹 계열사 맞손 손잡고 나선다 위한 통한 등 및 위해 대한
관련 보급 확산 육성 고도화 통합 관리 구현 사장 회장 대표 업무 참여 진출 시장 고객 대외 분야 부문 신사업 사업장
공사 연간 올해 내년 a an the of for and to in on at with by from its as into project program programme system
systems platform plant plants deal order contract agreement mou partnership alliance business plan plans build
builds building construction development supply solution solutions services service digital ai iot data cloud
technology technologies energy power green new korea korean joint national international first second phase
facility farm grid industrial industry investment construct demonstration pilot consortium co ltd corp inc group
계열 자사 회사 업체 기업 본사 지역 인근 현지 소재 일대 규모급 이름 라인 전체 일부 방안 체계 거점 조직 전문 종합
주요 양측 공급사 발주 has have had won win wins signed sign signs agreed said says say separately began begun
complete completed set also company firm unit will would been was were are not over more than after before south
north under between their it they he his one two three launched launches announced
"""
