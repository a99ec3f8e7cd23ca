"""Small gazetteers of places that do not exist, written for the tests of importing, in each form there is."""

from __future__ import annotations

import json
from pathlib import Path

CODAB = """\
admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Pcode,admin4Name_en,admin4Name_ar,admin4Pcode,Latitude_y,Longitude_x
#adm1+name+en,#adm1+name+ar,#adm1+code,#adm2+name+en,#adm2+code,#adm4+name+en,#adm4+name+ar,#adm4+code,#geo+lat,#geo+lon
Idleb,إدلب,SY07,Ferndale,SY0799,Upper Quill,كويل الفوقا,C9001,36.21,36.61
Idleb,إدلب,SY07,Ferndale,SY0799,Lower Quill,كويل التحتا,C9002,36.19,36.63
Idleb,إدلب,SY07,Ferndale,SY0799,Broken Quill,,C9003,north,36.63
Idleb,إدلب,SY07,Ferndale,SY0799,Ferndale,,,36.20,36.60
"""

OWN = """\
name,lat,lon,kind,within,country,aliases,pcode,remark
Mill Quarter,36.21,37.15,neighbourhood,Aleppo,SY,Hayy al-Tahuna|Tannery Quarter,X1,by the river
Nowhere,36.2,,town,,SY,,,half a point
Elsewhere,36.2,37.1,castle,,SY,,,no such kind
Orphan,36.2,37.1,village,Atlantis,SY,,,no such parent
,36.2,37.1,village,,SY,,,no name
"""


def geonames_row(
    id: int, name: str, lat: float, lon: float, *, code: str = "PPL", names: str = "", admin: str = "", people: int = 0,
    country: str = "IS", feature: str = "P",
) -> str:  # fmt: skip
    """One row of a country file."""
    first, _, second = admin.partition(".")
    cells = [id, name, name, names, lat, lon, feature, code, country, "", first, second, "", "", people, "", "",
             "Atlantic/Reykjavik", "2020-01-01"]  # fmt: skip
    return "\t".join(map(str, cells))


GEONAMES = "\n".join(
    (
        geonames_row(91, "Quillavik", 64.61, -21.11, names="Kvillavik,QLV,Кви", admin="41.11", people=40),
        geonames_row(92, "Quillavik District", 64.60, -21.20, code="ADM2", feature="A", admin="41.11"),
        geonames_row(93, "Western Part", 64.90, -21.90, code="ADM1", feature="A", admin="41"),
        geonames_row(94, "Quill Stream", 64.5, -21.3, code="STM", feature="H", admin="41.11"),
        geonames_row(95, "Quill Ruin", 64.5, -21.4, code="PPLQ", admin="41.11"),
        geonames_row(96, "Quill Airfield", 64.55, -21.5, code="AIRF", feature="S", admin="41.11"),
        geonames_row(2633274, "Akureyri", 65.684, -18.088, admin="40", people=18000),
        geonames_row(98, "Off the Globe", 164.5, -21.4, admin="41.11"),
        "99\tcut off",
    )
)


def osm(*features: tuple[dict[str, object], tuple[float, float] | None]) -> str:
    """A GeoJSON of places; points as (lat, lon)."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": tags,
                    "geometry": point and {"type": "Point", "coordinates": [point[1], point[0]]},
                }
                for tags, point in features
            ],
        }
    )


def write(folder: Path, name: str, text: str) -> Path:
    """A file for a test."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
