"""The places by which Windows shows its time zones, such as (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna.

The names differ from version to version and from language to language; the places hardly do. A shown name means the zone that
all of its known places share.
"""

import re
from functools import cache

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

#: Zone of Windows (without "Standard Time") or of IANA, and the places shown for it; a place may stand in several lines, and the
#: first line is meant where no other place decides.
_SHOWN = """
Dateline: International Date Line West; 国际日期变更线西
UTC-11: Coordinated Universal Time-11; 协调世界时-11
Aleutian: Aleutian Islands; 阿留申群岛
Hawaiian: Hawaii; 夏威夷
Marquesas: Marquesas Islands; 马克萨斯群岛
Alaskan: Alaska; 阿拉斯加
UTC-09: Coordinated Universal Time-09; 协调世界时-09
Pacific Standard Time (Mexico): Baja California; Tijuana; 下加利福尼亚州
UTC-08: Coordinated Universal Time-08; 协调世界时-08
Pacific: Pacific Time (US & Canada); Pacific Time (US and Canada); Pacific Time; 太平洋时间(美国和加拿大)
US Mountain: Arizona; 亚利桑那
Mountain Standard Time (Mexico): Chihuahua; Mazatlan; La Paz
Mountain: Mountain Time (US & Canada); Mountain Time (US and Canada); Mountain Time; 山地时间(美国和加拿大)
Yukon: Yukon; 育空
Central America: Central America; 中美洲
Central: Central Time (US & Canada); Central Time (US and Canada); Central Time; 中部时间(美国和加拿大)
Easter Island: Easter Island; 复活节岛
Central Standard Time (Mexico): Guadalajara; Mexico City; Monterrey; 墨西哥城; 瓜达拉哈拉; 蒙特雷
Canada Central: Saskatchewan; 萨斯喀彻温
SA Pacific: Bogota; Lima; Quito; Rio Branco; 波哥大; 利马; 基多
Eastern Standard Time (Mexico): Chetumal; 切图马尔
Eastern: Eastern Time (US & Canada); Eastern Time (US and Canada); Eastern Time; 东部时间(美国和加拿大)
Haiti: Haiti; 海地
Cuba: Havana; 哈瓦那
US Eastern: Indiana (East); 印地安那州(东部)
Turks And Caicos: Turks and Caicos; 特克斯和凯科斯群岛
Paraguay: Asuncion; 亚松森
Atlantic: Atlantic Time (Canada); 大西洋时间(加拿大)
Venezuela: Caracas; 加拉加斯
Central Brazilian: Cuiaba; 库亚巴
SA Western: Georgetown; Manaus; San Juan; La Paz; 乔治敦; 马瑙斯; 圣胡安
Pacific SA: Santiago; 圣地亚哥
Newfoundland: Newfoundland; 纽芬兰
Tocantins: Araguaina; 阿拉瓜伊纳
E. South America: Brasilia; 巴西利亚
SA Eastern: Cayenne; Fortaleza; 卡宴; 福塔雷萨
Argentina: Buenos Aires; City of Buenos Aires; 布宜诺斯艾利斯
Greenland: Greenland; 格陵兰
Montevideo: Montevideo; 蒙得维的亚
Magallanes: Punta Arenas; 蓬塔阿雷纳斯
Saint Pierre: Saint Pierre and Miquelon; 圣皮埃尔和密克隆群岛
Bahia: Salvador; 萨尔瓦多
UTC-02: Coordinated Universal Time-02; Mid-Atlantic - Old; Mid-Atlantic; 协调世界时-02
Azores: Azores; 亚速尔群岛
Cape Verde: Cabo Verde Is.; Cape Verde Is.; 佛得角群岛
UTC: Coordinated Universal Time; Universal Time; 协调世界时
GMT: Dublin; Edinburgh; Lisbon; London; Greenwich Mean Time; 都柏林; 爱丁堡; 里斯本; 伦敦
Greenwich: Monrovia; Reykjavik; 蒙罗维亚; 雷克雅未克
Sao Tome: Sao Tome; 圣多美
Morocco: Casablanca; 卡萨布兰卡
W. Europe: Amsterdam; Berlin; Bern; Rome; Rom; Stockholm; Vienna; Wien; 阿姆斯特丹; 柏林; 伯尔尼; 罗马; 斯德哥尔摩; 维也纳
Central Europe: Belgrade; Bratislava; Budapest; Ljubljana; Prague; Belgrad; Pressburg; Prag; 贝尔格莱德; 布拉迪斯拉发; 布达佩斯; 卢布尔雅那; 布拉格
Romance: Brussels; Copenhagen; Madrid; Paris; Brüssel; Kopenhagen; Bruxelles; Copenhague; 布鲁塞尔; 哥本哈根; 马德里; 巴黎
Central European: Sarajevo; Skopje; Warsaw; Zagreb; Warschau; 萨拉热窝; 斯科普里; 华沙; 萨格勒布
W. Central Africa: West Central Africa; 中非西部
Jordan: Amman; 安曼
GTB: Athens; Bucharest; Athen; Bukarest; 雅典; 布加勒斯特
Middle East: Beirut; 贝鲁特
Egypt: Cairo; Kairo; 开罗
E. Europe: Chisinau; 基希讷乌
Syria: Damascus; 大马士革
West Bank: Gaza; Hebron; 加沙; 希伯伦
South Africa: Harare; Pretoria; 哈拉雷; 比勒陀利亚
FLE: Helsinki; Kyiv; Kiev; Riga; Sofia; Tallinn; Vilnius; 赫尔辛基; 基辅; 里加; 索非亚; 塔林; 维尔纽斯
Israel: Jerusalem; 耶路撒冷
South Sudan: Juba; 朱巴
Kaliningrad: Kaliningrad; 加里宁格勒
Sudan: Khartoum; 喀土穆
Libya: Tripoli; 的黎波里
Namibia: Windhoek; 温得和克
Arabic: Baghdad; 巴格达
Turkey: Istanbul; 伊斯坦布尔
Arab: Kuwait; Riyadh; 科威特; 利雅得
Belarus: Minsk; 明斯克
Volgograd: Volgograd; 伏尔加格勒
Russian: Moscow; St. Petersburg; Moskau; St.Petersburg; Volgograd; 莫斯科; 圣彼得堡; 伏尔加格勒
E. Africa: Nairobi; 内罗毕
Iran: Tehran; 德黑兰
Arabian: Abu Dhabi; Muscat; 阿布扎比; 马斯喀特
Astrakhan: Astrakhan; Ulyanovsk; 阿斯特拉罕; 乌里扬诺夫斯克
Azerbaijan: Baku; 巴库
Russia Time Zone 3: Izhevsk; Samara; 伊热夫斯克; 萨马拉
Mauritius: Port Louis; 路易港
Saratov: Saratov; 萨拉托夫
Georgian: Tbilisi; 第比利斯
Caucasus: Yerevan; 埃里温
Afghanistan: Kabul; 喀布尔
West Asia: Ashgabat; Tashkent; 阿什哈巴德; 塔什干
Ekaterinburg: Ekaterinburg; Yekaterinburg; 叶卡捷琳堡
Pakistan: Islamabad; Karachi; 伊斯兰堡; 卡拉奇
Qyzylorda: Qyzylorda; 克孜洛尔达
India: Chennai; Kolkata; Mumbai; New Delhi; 钦奈; 加尔各答; 孟买; 新德里
Sri Lanka: Sri Jayawardenepura; Sri Jayewardenepura; 斯里加亚渥登普拉
Nepal: Kathmandu; 加德满都
Asia/Almaty: Astana; Nur-Sultan; 阿斯塔纳
Central Asia: Bishkek; 比什凯克
Bangladesh: Dhaka; 达卡
Omsk: Omsk; 鄂木斯克
Myanmar: Yangon (Rangoon); Yangon; Rangoon; 仰光
SE Asia: Bangkok; Hanoi; Jakarta; 曼谷; 河内; 雅加达
Altai: Barnaul; Gorno-Altaysk; 巴尔瑙尔
W. Mongolia: Hovd; 科布多
North Asia: Krasnoyarsk; 克拉斯诺亚尔斯克
N. Central Asia: Novosibirsk; 新西伯利亚
Tomsk: Tomsk; 托木斯克
China: Beijing; Chongqing; Hong Kong; Hong Kong SAR; Urumqi; Peking; 北京; 重庆; 香港; 香港特别行政区; 乌鲁木齐; 中国标准时间
North Asia East: Irkutsk; 伊尔库茨克
Singapore: Kuala Lumpur; Singapore; Singapur; 吉隆坡; 新加坡
W. Australia: Perth; 珀斯
Taipei: Taipei; 台北; 臺北
Ulaanbaatar: Ulaanbaatar; 乌兰巴托
Aus Central W.: Eucla; 尤克拉
Transbaikal: Chita; 赤塔
Tokyo: Osaka; Sapporo; Tokyo; Tokio; 大阪; 札幌; 东京
North Korea: Pyongyang; 平壤
Korea: Seoul; 首尔
Yakutsk: Yakutsk; 雅库茨克
Cen. Australia: Adelaide; 阿德莱德
AUS Central: Darwin; 达尔文
E. Australia: Brisbane; 布里斯班
AUS Eastern: Canberra; Melbourne; Sydney; 堪培拉; 墨尔本; 悉尼
West Pacific: Guam; Port Moresby; 关岛; 莫尔兹比港
Tasmania: Hobart; 霍巴特
Vladivostok: Vladivostok; 符拉迪沃斯托克
Lord Howe: Lord Howe Island; 豪勋爵岛
Bougainville: Bougainville Island; 布干维尔岛
Russia Time Zone 10: Chokurdakh; 乔库尔达赫
Magadan: Magadan; 马加丹
Norfolk: Norfolk Island; 诺福克岛
Sakhalin: Sakhalin; 萨哈林
Central Pacific: Solomon Is.; New Caledonia; 所罗门群岛; 新喀里多尼亚
Russia Time Zone 11: Anadyr; Petropavlovsk-Kamchatsky; Petropavlovsk-Kamchatsky - Old; 阿纳德尔
New Zealand: Auckland; Wellington; 奥克兰; 惠灵顿
UTC+12: Coordinated Universal Time+12; 协调世界时+12
Fiji: Fiji; 斐济
Chatham Islands: Chatham Islands; 查塔姆群岛
UTC+13: Coordinated Universal Time+13; 协调世界时+13
Tonga: Nuku'alofa; 努库阿洛法
Samoa: Samoa; 萨摩亚群岛
Line Islands: Kiritimati Island; 圣诞岛
"""
#: The offset before the places, and what Russian zones have behind them.
_AROUND = re.compile(r"^\((?:UTC|GMT)\s*(?:[+-]\s*\d\d?(?:[:.]\d\d)?)?\)\s*|\s*\(RTZ \d+\)$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;/\u3001\uff0c]\s*")
#: Outlook numbers zones that it met twice.
_NUMBERED = re.compile(r" \d$", re.ASCII)


def windows_zone(name: str) -> str | None:
    """Return the IANA name of a zone that Windows calls so, in a list of its own or as it shows it; ``None`` if unknown."""
    own = _listed().get(name.casefold()) or _listed().get(_NUMBERED.sub("", name).casefold())
    if own is not None:
        return own
    known = [places()[word] for word in _words(name) if word in places()]
    if not known:
        return None
    return next((zone for zone in known[0] if all(zone in zones for zones in known)), None)


@cache
def _listed() -> dict[str, str]:
    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def _words(name: str) -> list[str]:
    shown = _AROUND.sub("", _AROUND.sub("", name.strip())).translate({0xFF08: "(", 0xFF09: ")"})
    return [word.casefold() for word in _BETWEEN.split(shown)]


@cache
def places() -> dict[str, tuple[str, ...]]:
    """Return the zones of each place, as IANA names."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _SHOWN.strip().splitlines():
        zone, _, places = line.partition(": ")
        names = (zone, f"{zone} Standard Time")
        iana = next((WINDOWS_TO_OLSON[one] for one in names if one in WINDOWS_TO_OLSON), zone)
        for place in places.split("; "):
            found[place.casefold()] = (*found.get(place.casefold(), ()), iana)
    return found
