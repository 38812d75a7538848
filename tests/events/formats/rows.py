"""Made-up rows of event files, after the columns that their products document."""

from collections.abc import Mapping, Sequence

from sayso.events.formats import gdelt_1, gdelt_2, gdelt_mentions, icews, phoenix_daily, phoenix_historical

_GDELT = {
    "globaleventid": "100",
    "sqldate": "20150304",
    "monthyear": "201503",
    "year": "2015",
    "fractiondate": "2015.1753",
    "a1_code": "UZBGOV",
    "a1_name": "UZBEKISTAN",
    "a1_country": "UZB",
    "a1_type1": "GOV",
    "a2_code": "RUS",
    "a2_name": "RUSSIA",
    "a2_country": "RUS",
    "isrootevent": "1",
    "eventcode": "043",
    "eventbasecode": "043",
    "eventrootcode": "04",
    "quadclass": "1",
    "goldsteinscale": "2.8",
    "nummentions": "3",
    "numsources": "1",
    "numarticles": "3",
    "avgtone": "1.5",
    "action_geo_fullname": "Tashkent",
    "action_geo_country": "UZ",
    "action_geo_lat": "41.31",
    "action_geo_long": "69.24",
    "dateadded": "20150305",
    "sourceurl": "http://example.org/1",
}
_MENTION = {
    "globaleventid": "100",
    "eventtimedate": "20150304120000",
    "mentiontimedate": "20150305001500",
    "mentiontype": "1",
    "mentionsourcename": "example.org",
    "mentionidentifier": "http://example.org/1",
    "sentenceid": "1",
    "confidence": "60",
    "mentiondoctranslationinfo": "srclc:rus;eng:Moses 2.1.1",
}
_ICEWS = {
    "event_id": "100",
    "event_date": "2015-03-04",
    "source_name": "Ministry (Uzbekistan)",
    "source_sectors": "Executive,Foreign Ministry,Government",
    "source_country": "Uzbekistan",
    "event_text": "Host a visit",
    "cameo_code": "043",
    "intensity": "2.8",
    "target_name": "Vladimir Putin",
    "target_sectors": "NA",
    "target_country": "Russian Federation",
    "story_id": "1",
    "sentence_number": "2",
    "publisher": "NA",
    "city": "Tashkent",
    "district": "NA",
    "province": "NA",
    "country": "Uzbekistan",
    "latitude": "41.31",
    "longitude": "69.24",
}
POLECAT_HEADER = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW"
    "\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name"
    "\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title"
    "\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
    "\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations"
    "\tStory Locations\tLanguage\tVersion"
)
_POLECAT = {
    "Event ID": "20230304-1",
    "Event Date": "2023-03-04",
    "Event Type": "ACCUSE",
    "Event Mode": "disapprove",
    "Intensity": "-2.0",
    "Quad Code": "VERBAL CONFLICT",
    "Contexts": "diplomatic;military",
    "Actor Name": "Shavkat Mirziyoyev",
    "Actor Country": "UZB",
    "Actor COW": "704",
    "Primary Actor Sector": "GOV",
    "Recipient Name": "Ministry of Defence",
    "Recipient Country": "RUS",
    "Recipient COW": "365",
    "Primary Recipient Sector": "MIL",
    "City": "Tashkent",
    "Country": "UZB",
    "Latitude": "41.31",
    "Longitude": "69.24",
    "Publication Date": "2023-03-05",
    "Language": "Russian",
    "Version": "NGEC_coder-Vers1.1.0",
}
_PHOENIX_DAILY = {
    "eventid": "1_1",
    "date": "20150304",
    "year": "2015",
    "month": "3",
    "day": "4",
    "sourceactorfull": "UZBGOV",
    "sourceactorentity": "UZB",
    "sourceactorrole": "GOV",
    "targetactorfull": "RUSMIL",
    "targetactorentity": "RUS",
    "targetactorrole": "MIL",
    "eventcode": "160",
    "eventrootcode": "16",
    "pentaclass": "3",
    "goldsteinscore": "-4.0",
    "lat": "41.31",
    "lon": "69.24",
    "locationname": "Tashkent",
    "countrycode": "UZB",
    "urls": "http://example.org/1;http://example.org/2",
}
_PHOENIX_HISTORICAL = {
    "eid": "NYT1",
    "story_date": "03/04/1955",
    "year": "1955",
    "month": "3",
    "day": "4",
    "source": "USAGOV",
    "source_root": "USA",
    "source_agent": "GOV",
    "target": "GBR",
    "target_root": "GBR",
    "code": "010",
    "root_code": "1",
    "quad_class": "0",
    "goldstein": "0",
    "placename": "London, England",
    "countryname": "United Kingdom",
    "aid": "7",
    "process": "1",
}


def gdelt_1_row(**changed: str) -> str:
    return _line(gdelt_1.COLUMNS, _GDELT | changed)


def gdelt_2_row(**changed: str) -> str:
    return _line(gdelt_2.COLUMNS, _GDELT | {"dateadded": "20150305001500"} | changed)


def mention(**changed: str) -> str:
    return _line(gdelt_mentions.COLUMNS, _MENTION | changed)


def icews_header(*, quoted: bool = False) -> str:
    return _joined([name.replace("_", " ").title() for name in icews.COLUMNS], quoted=quoted)


def icews_row(*, quoted: bool = False, **changed: str) -> str:
    row = _ICEWS | changed
    return _joined([row[name] for name in icews.COLUMNS], quoted=quoted)


def polecat_row(changed: Mapping[str, str]) -> str:
    row = {**_POLECAT, **changed}
    return "\t".join(row.get(name, "None") for name in POLECAT_HEADER.split("\t"))


def phoenix_daily_row(**changed: str) -> str:
    return _line(phoenix_daily.COLUMNS, _PHOENIX_DAILY | changed)


def phoenix_historical_header() -> str:
    return ",".join(phoenix_historical.COLUMNS)


def phoenix_historical_row(**changed: str) -> str:
    row = _PHOENIX_HISTORICAL | changed
    return _joined([row.get(name, "") for name in phoenix_historical.COLUMNS], quoted=True, delimiter=",")


def in_bytes(*lines: str, end: str = "\n") -> bytes:
    return "".join(line + end for line in lines).encode()


def _line(columns: Sequence[str], row: Mapping[str, str]) -> str:
    unknown = row.keys() - set(columns) - _GDELT.keys()
    assert not unknown, unknown
    return "\t".join(row.get(name, "") for name in columns)


def _joined(fields: Sequence[str], *, quoted: bool, delimiter: str = "\t") -> str:
    if quoted:
        fields = ['"' + field.replace('"', '""') + '"' for field in fields]
    return delimiter.join(fields)
