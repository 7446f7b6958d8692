#!/usr/bin/env python3
# ruff: noqa
# fmt: off
"""Score extracted facts against a gold set. Standard library only.

    score.py strip GOLD_DIR INPUT_DIR        write the articles without their answers
    score.py GOLD_DIR PREDICTIONS.jsonl      print the table (--json: one JSON object; --errors: each miss)
    score.py merge GOLD_DIR PREDICTIONS.jsonl
        how well reports of one initiative were put together across articles: gold initiatives carry "same_as",
        predicted ones "merged_id"; scored on the initiatives that align within their article (pairwise and B-cubed F1)

PREDICTIONS.jsonl holds one object an article, in the gold schema (GUIDE.md), joined on "id".
An article without a prediction counts as an empty prediction.

Measures, all micro-averaged over the set:
  organizations   the organizations that take part in an initiative
  group           share of matched organizations whose conglomerate is right
  initiatives     initiatives found (aligned one to one on participants, sectors and milestones)
  participations  (initiative, organization);      role: share of those with the right role
  sectors         (initiative, sector)
  milestones      (initiative, kind, date, modality), all three right
  dates           (initiative, date, modality), whatever the kind
  status          share of aligned initiatives with the right status
  partnerships    (affiliate or group, organization outside that group) sharing an initiative
  evidence        share of predicted milestones whose evidence is an exact substring of the body
  facts           participations + sectors + milestones together: THE HEADLINE
"""
import argparse, itertools, json, pathlib, re, sys
from collections import Counter

INPUT_FIELDS = ("id", "language", "publisher", "title", "published_at", "body", "url")


def load_gold(folder):
    return [json.loads(p.read_text("utf-8")) for p in sorted(pathlib.Path(folder).glob("*.json"))]


def norm(name):
    name = re.sub(r"\(주\)|㈜|주식회사|\s+", "", name or "").casefold()
    return name


GROUPS = [  # one conglomerate a row: the names that gold and predictions may give it
    "삼성 samsung", "sk 에스케이", "현대자동차 현대차 hyundaimotor hyundai", "lg 엘지", "포스코 posco", "롯데 lotte",
    "한화 hanwha", "hd현대 현대중공업 hdhyundai hyundaiheavyindustries hyundaiheavy", "gs 지에스", "농협 nh nonghyup", "신세계 shinsegae",
    "kt 케이티", "cj 씨제이", "한진 hanjin", "카카오 kakao", "두산 doosan", "dl 대림 daelim", "ls 엘에스", "네이버 naver",
    "효성 hyosung", "코오롱 kolon", "금호아시아나 금호 kumho", "동국제강 동국 dongkuk", "세아 seah",
    "hl 한라 halla", "hdc 현대산업개발", "한국타이어 한국앤컴퍼니 hankook", "동원 dongwon", "오씨아이 oci", "미래에셋 miraeasset",
]
GROUP_KEY = {name: row.split()[0] for row in GROUPS for name in row.split()}


def norm_group(name):
    name = re.sub(r"(그룹|group)$", "", norm(name))
    return GROUP_KEY.get(name, name) or None


def names(org):
    return {norm(n) for n in [org["name"], *org.get("mentions", [])] if n}


def match_orgs(gold, pred):
    """{pred id: gold id}, one to one, largest name overlap first."""
    pairs = sorted(((len(names(g) & names(p)), -i, -j, g["id"], p["id"])
                    for i, g in enumerate(gold) for j, p in enumerate(pred) if names(g) & names(p)), reverse=True)
    out, used = {}, set()
    for _, _, _, g, p in pairs:
        if g not in used and p not in out:
            out[p] = g
            used.add(g)
    return out


def jaccard(a, b):
    return len(a & b) / len(a | b) if a | b else 0.0


def stones(initiative, kind=True):
    return Counter((m["kind"], m["date"], m["modality"]) if kind else (m["date"], m["modality"])
                   for m in initiative.get("milestones", []))


def overlap(a, b):
    return sum((a & b).values())


def similarity(g, p):
    gm, pm = stones(g), stones(p)
    gd, pd = stones(g, False), stones(p, False)
    total = sum(gm.values()) + sum(pm.values())
    ms = (overlap(gm, pm) + overlap(gd, pd)) / total if total else 0.0
    return 0.5 * jaccard(g["_orgs"], p["_orgs"]) + 0.2 * jaccard(set(g["sectors"]), set(p["sectors"])) + 0.3 * ms


def edges(orgs, initiatives, key):
    by_id, out = {o["id"]: o for o in orgs}, set()
    for i in initiatives:
        ids = [x["org"] for x in i["participants"] if x["org"] in by_id]
        for a, b in itertools.combinations(dict.fromkeys(ids), 2):
            ga, gb = norm_group(by_id[a].get("group")), norm_group(by_id[b].get("group"))
            if (ga or gb) and ga != gb:
                out.add(frozenset((key(a), key(b))))
    return out


def prepare(gold, pred):
    """Both lists of initiatives with "_orgs" in gold ids, and {pred org id: gold org id}."""
    used = {x["org"] for i in pred["initiatives"] for x in i["participants"]}
    p_orgs = [o for o in pred["organizations"] if o["id"] in used]
    to_gold = match_orgs(gold["organizations"], p_orgs)
    g_inits, p_inits = [dict(i) for i in gold["initiatives"]], [dict(i) for i in pred["initiatives"]]
    for i in g_inits:
        i["_orgs"] = {x["org"] for x in i["participants"]}
    for i in p_inits:
        i["_orgs"] = {to_gold.get(x["org"], "?" + x["org"]) for x in i["participants"]}
    return g_inits, p_inits, p_orgs, to_gold


def align(g_inits, p_inits):
    """{gold index: predicted index}, one to one, most similar first."""
    ranked = sorted(((similarity(g, p), -a, -b, a, b) for a, g in enumerate(g_inits) for b, p in enumerate(p_inits)),
                    reverse=True)
    pair, taken = {}, set()
    for s, _, _, a, b in ranked:
        if s >= 0.25 and a not in pair and b not in taken:
            pair[a] = b
            taken.add(b)
    return pair, taken


def score_merge(gold_articles, predictions, errors=False):
    items, missed = [], 0  # (gold key, predicted key, where)
    for art in gold_articles:
        pred = predictions.get(art["id"], {"organizations": [], "initiatives": []})
        g_inits, p_inits, _, _ = prepare(art, pred)
        pair, _ = align(g_inits, p_inits)
        for a, g in enumerate(g_inits):
            if "same_as" not in g:
                continue
            if a in pair:
                items.append((g["same_as"], p_inits[pair[a]].get("merged_id") or f"{art['id']}#{pair[a]}", f"{art['id']} {g['title']}"))
            else:
                missed += 1
    tp = fp = fn = 0
    for (g1, p1, w1), (g2, p2, w2) in itertools.combinations(items, 2):
        same_g, same_p = g1 == g2, p1 == p2
        tp, fp, fn = tp + (same_g and same_p), fp + (same_p and not same_g), fn + (same_g and not same_p)
        if errors and same_g != same_p:
            print(("wrongly merged   " if same_p else "not put together ") + w1 + "  |  " + w2)
    b3p = b3r = 0.0
    for g, p, _ in items:
        both = sum(g == g2 and p == p2 for g2, p2, _ in items)
        b3p += both / sum(p == p2 for _, p2, _ in items)
        b3r += both / sum(g == g2 for g2, _, _ in items)
    n = len(items) or 1
    f = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0
    pw_p, pw_r = tp / (tp + fp) if tp + fp else 1.0, tp / (tp + fn) if tp + fn else 1.0
    return {"pairwise": {"precision": round(pw_p, 4), "recall": round(pw_r, 4), "f1": round(f(pw_p, pw_r), 4), "gold": tp + fn, "predicted": tp + fp},
            "b_cubed": {"precision": round(b3p / n, 4), "recall": round(b3r / n, 4), "f1": round(f(b3p / n, b3r / n), 4), "gold": len(items), "predicted": len(items)},
            "aligned": {"accuracy": round(len(items) / (len(items) + missed), 4) if items or missed else None, "of": len(items) + missed}}


class Tally:
    def __init__(self):
        self.tp, self.gold, self.pred = Counter(), Counter(), Counter()

    def add(self, name, tp, gold, pred):
        self.tp[name] += tp
        self.gold[name] += gold
        self.pred[name] += pred

    def prf(self, name):
        tp, g, p = self.tp[name], self.gold[name], self.pred[name]
        precision, recall = tp / p if p else 0.0, tp / g if g else 0.0
        return precision, recall, 2 * tp / (g + p) if g + p else 1.0


def score(gold_articles, predictions, errors=False):
    t, acc = Tally(), {k: [0, 0] for k in ("group", "role", "status", "evidence")}
    say = print if errors else (lambda *a: None)
    for art in gold_articles:
        pred = predictions.get(art["id"], {"organizations": [], "initiatives": []})
        g_orgs = art["organizations"]
        g_inits, p_inits, p_orgs, to_gold = prepare(art, pred)
        by_gold = {o["id"]: o for o in g_orgs}
        t.add("organizations", len(to_gold), len(g_orgs), len(p_orgs))
        for o in g_orgs:
            if o["id"] not in to_gold.values():
                say(f"{art['id']}  missed organization  {o['name']}")
        for o in p_orgs:
            if o["id"] not in to_gold:
                say(f"{art['id']}  extra organization   {o['name']}")
            else:
                acc["group"][1] += 1
                right = norm_group(o.get("group")) == norm_group(by_gold[to_gold[o["id"]]].get("group"))
                acc["group"][0] += right
                if not right:
                    say(f"{art['id']}  wrong group          {o['name']}: {o.get('group')}")
        pair, taken = align(g_inits, p_inits)
        t.add("initiatives", len(pair), len(g_inits), len(p_inits))
        for a, g in enumerate(g_inits):
            p = p_inits[pair[a]] if a in pair else {"_orgs": set(), "sectors": [], "milestones": [], "participants": []}
            if a not in pair:
                say(f"{art['id']}  missed initiative    {g['title']}")
            t.add("participations", len(g["_orgs"] & p["_orgs"]), len(g["_orgs"]), len(p["_orgs"]))
            t.add("sectors", len(set(g["sectors"]) & set(p["sectors"])), len(set(g["sectors"])), len(set(p["sectors"])))
            t.add("milestones", overlap(stones(g), stones(p)), sum(stones(g).values()), sum(stones(p).values()))
            t.add("dates", overlap(stones(g, False), stones(p, False)), sum(stones(g).values()), sum(stones(p).values()))
            if a in pair:
                for m in (stones(g) - stones(p)).elements():
                    say(f"{art['id']}  missed milestone     {g['title']}: {m}")
                for m in (stones(p) - stones(g)).elements():
                    say(f"{art['id']}  extra milestone      {g['title']}: {m}")
                acc["status"][1] += 1
                acc["status"][0] += g["status"] == p["status"]
                roles = {x["org"]: x["role"] for x in g["participants"]}
                for x in p["participants"]:
                    o = to_gold.get(x["org"])
                    if o in roles:
                        acc["role"][1] += 1
                        acc["role"][0] += roles[o] == x["role"]
        for b, p in enumerate(p_inits):
            for m in p.get("milestones", []):
                acc["evidence"][1] += 1
                acc["evidence"][0] += bool(m.get("evidence")) and m["evidence"] in art["body"]
            if b not in taken:
                say(f"{art['id']}  extra initiative     {p.get('title')}")
                t.add("participations", 0, 0, len(p["_orgs"]))
                t.add("sectors", 0, 0, len(set(p["sectors"])))
                t.add("milestones", 0, 0, sum(stones(p).values()))
                t.add("dates", 0, 0, sum(stones(p).values()))
        ge = edges(g_orgs, g_inits, lambda x: x)
        pe = edges(p_orgs, p_inits, lambda x: to_gold.get(x, "?" + x))
        t.add("partnerships", len(ge & pe), len(ge), len(pe))
    for name in ("participations", "sectors", "milestones"):
        t.add("facts", t.tp[name], t.gold[name], t.pred[name])
    out = {}
    for name in ("organizations", "initiatives", "participations", "sectors", "milestones", "dates", "partnerships", "facts"):
        p, r, f = t.prf(name)
        out[name] = {"precision": round(p, 4), "recall": round(r, 4), "f1": round(f, 4), "gold": t.gold[name], "predicted": t.pred[name]}
    for name, (hit, n) in acc.items():
        out[name] = {"accuracy": round(hit / n, 4) if n else None, "of": n}
    return out


def show(result):
    for name, r in result.items():
        if "f1" in r:
            print(f"{name:15} P {r['precision']:.3f}  R {r['recall']:.3f}  F1 {r['f1']:.3f}   gold {r['gold']}, predicted {r['predicted']}")
        else:
            print(f"{name:15} accuracy {r['accuracy']}   of {r['of']}")


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "strip":
        out = pathlib.Path(sys.argv[3])
        out.mkdir(parents=True, exist_ok=True)
        for a in load_gold(sys.argv[2]):
            kept = {k: a[k] for k in INPUT_FIELDS if k in a}
            (out / f"{a['id']}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
        return
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold")
    ap.add_argument("predictions")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--errors", action="store_true")
    merge = sys.argv[1:2] == ["merge"]
    a = ap.parse_args(sys.argv[2:] if merge else None)
    with open(a.predictions, encoding="utf-8") as f:
        preds = {p["id"]: p for p in map(json.loads, filter(str.strip, f))}
    result = (score_merge if merge else score)(load_gold(a.gold), preds, a.errors)
    print(json.dumps(result)) if a.json else show(result)


if __name__ == "__main__":
    main()
