"""Vietnamese words and syllables: none of them may ever be taken for text in an old encoding."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_WORDS = """
à á ả ã ạ ăn ắng ấm âm ầm ẩm ẵm bà bá bả bã bạ bằng bắc bẫy bậc bé bè bẻ bẽ bẹ bê bế bền bệ bì bí bỉ bĩ bị bò bó bỏ
bõ bọ bô bố bổ bỗ bộ bờ bớ bở bỡ bợ bù bú bủ bũ bụ bừ bứ bửa bữa bựa cà cá cả cạ cắm cằm cẩm cẫng cậu chè chế chị
chỉ chí chì chĩnh chồng chổng chộp chớ chờ chở chợ chú chủ chùa chữ chự chứng chừng cò có cỏ cọ cô cố cổ cỗ cộ cờ cớ
cỡ cợt cù cú củ cũ cụ cứ cử cữ cự cừ dà dã dạ dẫn dặn dẻo dễ dệt dì dĩ dị dó dõi dọa dỗ dỡ dợ dù dũng dụ dữ dự dừng
đà đá đả đã đạ đắp đằng đẵng đặc đầu đấu đẩu đẫm đậu đè đé đẻ đẽo đẹp đề đế để đễ đệ đì đỉnh đĩnh đị đò đó đỏ đõ đọ
đồ đố đổ đỗ độ đờ đớ đở đỡ đợ đù đú đủ đũ đụ đừng đứng đửng đững đựng gì gìn giá giả giã giạ giùm giúp giũ giục giữ
giừ giự góp gốc gỗ guồng hà há hả hãng hạ hằng hẳng hẵng hòa hoà hóa hoá họa hoạ hỏa hoả hoãn hùng hủ hũ hụ hữu hừ
hứ hử hự ì í ỉ ĩ ị kèn kẻ kẽ kệ khuya khuỷu khuấy khuếch khuynh khuỵu kiềng kiếng kiểm kiễng kiệm kì kí kỉ kĩ kị kỳ
ký kỷ kỹ kỵ lò ló lỏ lõ lọ lữ luỹ lũy luý lúy luỵ lụy mỳ mỹ mùi mũi mửa ngoài ngoáy ngoẹo nguyên nguyễn nguyện nghìn
nghỉ nghĩ nghị nhuệ nhuần oà òa oách oẳn oẹ ổn ở ợ phòng phổ phỏng phụ phúc quà quá quả quạ quằn quặng quẫn quậy quê
quế quẻ quẹt quy quý quỳ quỷ quỹ quỵ quốc quyền quyến quyển quyễn quyện rì rỉ rĩ rị sản sẵn sẽ sĩ sị suỵt tuần tuấn
tuẫn thoả thỏa thoã thủy thuỷ thuở thuần thuận thuế thuê thuý thúy tòa toà tuỳ tùy tuý túy tuỷ tủy uỷ ủy uý úy ướm
ườm ưỡn ượm ứ ừ ử ữ ự vẫn vẽ vì ví vỉ vĩ vị vỹ xoong xoã xõa xoè xòe xuề xuệ xuyên xuyến yêu yếu yểu ỳ ý ỷ ỵ
"""
WORDS = tuple(_WORDS.split())

PHRASES = (
    "Cụm thi đua số III – Khối các đơn vị thuộc Bộ Tư pháp",
    "CỤC TRỢ GIÚP PHÁP LÝ",
    "Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật",
    "Trung tâm Lý lịch tư pháp quốc gia",
    "Hòa giải ở cơ sở; thuở xưa; đêm khuya; quỹ đền ơn; giùm; xoong",
    "Học tập, làm theo tấm gương đạo đức, phong cách Hồ Chí Minh",
    "ủy ban nhân dân – UỶ BAN NHÂN DÂN",
    "Căn cứ Quyết định số 2267/QĐ-BTP ngày 27/10/2016",
    "Ông Đàm Văn Ấm, bà Ỷ Lan, cháu Ỹ",
    "Tiêu chí bổ sung¹, diện tích 25m², 5µm, ±0,5 %, 10 °C",
    "Đề án “Café sách – 1/2 giờ mỗi ngày” của chị Zoë",
    "(GVHD: Nguyễn Ý Nhi), tổ §2, ®, ©",
    "Hà Nội · Huế · Sài Gòn",
    "Pháp luật & đời sống — số ½",
    "Tổng cục THADS",
    "Vụ PBGDPL",
    "www.moj.gov.vn/qt/tintuc/Pages/hoat-dong.aspx?ItemID=5520",
)

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
ONSETS = tuple(_ONSETS.split())
_RHYMES = """
a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch
êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oap
oat oay oăc oăm oăn oăng oăt oe oen oeo oet oi om on ong ooc oong op ot oc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung up ut uôc uôi uôm uôn uông uôp uôt uơ uy uya uych uyên uyêt uynh
uyt uyu ư ưa ưc ưi ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
RHYMES = tuple(_RHYMES.split())
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_ENDING_IN_THE_NUCLEUS = {"oa", "oe", "uê", "uơ", "uy"}


def syllables() -> Iterator[str]:
    """Every onset with every rhyme and tone, the mark on each vowel that may carry it (hòa, hoà).

    The few words in oo (xoong, goòng, coóc) never carry a ngã.
    """
    for onset in ("", *ONSETS):
        for rhyme in RHYMES:
            if onset == "qu" and rhyme.startswith("u"):
                continue
            for place in _carriers(rhyme):
                for tone in TONES[: 4 if rhyme.startswith("oo") else 6]:
                    toned = unicodedata.normalize("NFC", rhyme[place] + tone)
                    yield onset + rhyme[:place] + toned + rhyme[place + 1 :]


def _carriers(rhyme: str) -> list[int]:
    """The places of the vowels of a rhyme but for its closing glide, which never carries a mark."""
    vowels = [place for place, letter in enumerate(rhyme) if letter in _VOWELS]
    closed = vowels[-1] == len(rhyme) - 1 and len(vowels) > 1 and rhyme not in _ENDING_IN_THE_NUCLEUS
    return vowels[:-1] if closed else vowels


TCVN3 = (
    "Côc Trî gióp ph¸p lý",
    "Bé T­ ph¸p",
    "Tæng côc Thi hµnh ¸n d©n sù",
    "Vô Phæ biÕn, gi¸o dôc ph¸p luËt",
    "Côc Hé tÞch, quèc tÞch, chøng thùc",
    "®¬n vÞ",
    "§¬n vÞ thµnh viªn",
    "ThÈm ®Þnh",
    "kh«ng ph¸t sinh",
    "Cê thi ®ua",
    "Tiªu chÝ",
    "Hoµn thµnh kÕ ho¹ch",
    "Phã Côm tr­ëng",
    "suy t«n",
    "®· kiÓm",
    "NguyÔn ThÞ H¶o",
)
VNI = (
    "Cuïc Trôï giuùp phaùp lyù",
    "Boä Tö phaùp",
    "Toång cuïc Thi haønh aùn daân söï",
    "Vuï Phoå bieán, giaùo duïc phaùp luaät",
    "Cuïc Hoä tòch, quoác tòch, chöùng thöïc",
    "ñôn vò thaønh vieân",
    "Ñôn vò",
    "Thaåm ñònh",
    "khoâng phaùt sinh",
    "Côø thi ñua",
    "Hoaøn thaønh keá hoaïch",
    "Phoù Cuïm tröôûng",
    "ñaõ kieåm",
    "Nguyeãn Thò Haûo",
)
