#!/usr/bin/env python3
# ruff: noqa
# fmt: off
"""Check gold article files: validate.py DIR"""
import json, re, sys, pathlib
KINDS={"talks","agreement","contract","investment","organization","pilot","construction","launch","completion","target","announcement","cancellation"}
ROLES={"lead","partner","customer","supplier"}
SECT={"smart_factory","smart_city","smart_energy"}
STAT={"exploring","agreed","in_progress","completed","cancelled"}
OK={"company","government","public_institution","university","research_institute","association","consortium"}
D=r"\d{4}(-(\d{2}(-\d{2})?|Q[1-4]|H[12]))?"
bad=0
def err(f,m):
    global bad; bad+=1; print(f"{f.name}: {m}")
files=sorted(pathlib.Path(sys.argv[1]).glob("*.json"))
for f in files:
    try: a=json.loads(f.read_text("utf-8"))
    except Exception as e: err(f,e); continue
    text=a["title"]+"\n"+a["body"]; ids=set()
    if len(a["body"])<300: err(f,"body under 300 characters")
    for o in a["organizations"]:
        ids.add(o["id"])
        if o["kind"] not in OK: err(f,f"kind {o['kind']}")
        if o["name"] not in o["mentions"]: err(f,f"name {o['name']} not among its mentions")
        for m in o["mentions"]:
            if m not in text: err(f,f"mention {m!r} not in text")
    used=set()
    for i in a["initiatives"]:
        if not i["sectors"] or set(i["sectors"])-SECT: err(f,f"sectors {i['sectors']}")
        if i["status"] not in STAT: err(f,f"status {i['status']}")
        if not i["participants"]: err(f,"no participants")
        for p in i["participants"]:
            used.add(p["org"])
            if p["org"] not in ids: err(f,f"unknown org {p['org']}")
            if p["role"] not in ROLES: err(f,f"role {p['role']}")
        if not any(o.get("group") for o in a["organizations"] if o["id"] in {p["org"] for p in i["participants"]}): err(f,f"initiative {i['id']} has no conglomerate participant")
        for m in i["milestones"]:
            if m["kind"] not in KINDS: err(f,f"milestone kind {m['kind']}")
            if m["modality"] not in {"happened","planned","possible"}: err(f,f"modality {m['modality']}")
            if m["date"] is not None and not re.fullmatch(f"{D}(/{D})?",m["date"]): err(f,f"date {m['date']}")
            if m["evidence"] not in a["body"]: err(f,f"evidence not in body: {m['evidence'][:40]!r}")
    for o in ids-used: err(f,f"organization {o} takes part in nothing")
print(f"{len(files)} files, {bad} problems"); sys.exit(bool(bad))
