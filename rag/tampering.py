"""Text in a document that speaks to the machine which reads it, not to people. Such a passage bears nothing out.

Somebody who slips a line into a document (a caption, a comment, white letters in a PDF) can so order a language model
what to answer; and a verbatim quotation of the order would pass any check, for it does stand in the document. What an
office writes never tells an assistant what to say: a passage that does is left out before an answer is looked for.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.text import fold, nfc

# All patterns are for folded text with single blanks: lower case, no diacritics.
_AI = "a_i"  # the abbreviation, which folding would make the word for "who"
_MACHINE = (
    rf"(?:tro ly(?: ao| {_AI}| thong minh)?|mo hinh(?: ngon ngu| {_AI})?|{_AI}|chatbot|llm|gpt|may doc|bot)(?!\w)"
)
_MACHINES = rf"(?:{_AI}|llm|chatbot|language model|model|assistant|bot|gpt|dan)s?(?!\w)"  # in English
_SAY = r"(?:tra loi|dap lai|phan hoi|in ra|xuat ra|lap lai|answer|reply|respond|output|print|repeat|say)"
_FRAMES = (  # of a chat, of hidden text
    r"<\|\w+\|>",
    r"\[/?inst\]",
    r"<</?sys>>",
    r"<!--",
    r"</? ?(?:nguon|cau_hoi|think|system|user|assistant|instructions?|script)(?!\w)",
    r"## ?(?:instruction|system|response|human|user|assistant)",
)
_CLAUSES = (  # where a sentence, a quotation or a label can begin
    r"(?:system|assistant|developer|user|human)(?: (?:prompt|message|note|override|instructions?))? ?[:\]]",
    rf"(?:gui|danh cho|thong bao cho|luu y cho|luu y|chi dan cho|lenh cho)(?: \w+){{0,2}}? {_MACHINE} ?[:,]",
    rf"(?:note|attention|message|instructions?|dear)(?: (?:to|for))?(?: \w+){{0,3}}? {_MACHINES} ?[:,]",
    rf"{_SAY} (?:rang|that|exactly|with|dung mot|duy nhat)(?!\w)",
    r"(?:dung|khong|hay)(?: \w+)? (?:de y|quan tam|bo qua)(?: \w+){0,3} (?:o|ben|phia) tren(?!\w)",
    r"(?:het|ket thuc)(?: phan| cac| danh sach)? (?:cau )?nguon(?!\w)",
    r"cau hoi (?:moi|that|dung)(?: la)? ?:",
    r"end of (?:the )?(?:sources?|context|documents?|prompt)(?!\w)",
)
_WORDS = (
    # Names of such orders.
    r"(?:system (?:prompt|message)|(?:loi nhac|cau lenh|prompt) he thong|prompt injection|jailbreak)(?!\w)",
    r"(?:new|updated|real|secret|hidden|important) instructions? ?:",
    r"begin (?:system|prompt|instruction)",
    r"javascript:",
    # Orders to forget what was ordered.
    r"(?:bo qua|quen(?: het| di)?|phot lo|dung lam theo|khong (?:can )?(?:lam|tuan) theo|ngung tuan theo)"
    r"(?: (?:moi|tat ca|toan bo|het|cac|nhung|bat ky|ca)){0,3}(?: \w+)?"
    r" (?:huong dan|chi dan|menh lenh|cau lenh|lenh|quy tac|chi thi|yeu cau|prompt|loi nhac)(?: \w+){0,2}?"
    r" (?:truoc|truoc do|o tren|phia tren|ben tren|tren|da cho|he thong|ban dau|cua ban|goc|ma ban)(?!\w)",
    r"(?:ignore|disregard|forget|override|bypass|(?:do not|don't|stop) (?:follow|obey)(?:ing)?)"
    r"(?: [\w']+){0,4}? (?:instructions?|prompts?|rules|directions|guidelines|commands|context)(?!\w)",
    # Words to an assistant as such.
    rf"(?:ban|may|mi) (?:gio |bay gio |nay )?(?:la|hay dong vai|dong vai)(?: \w+){{0,2}}? {_MACHINE}",
    rf"{_MACHINE} (?:nao )?(?:dang )?(?:doc|xu ly|tom tat|nhin thay) (?:duoc )?"
    r"(?:van ban|tai lieu|doan|trang|dong|bai|dieu) nay(?!\w)",
    rf"{_MACHINE} (?:hay|phai|chi duoc|chi can) (?:\w+ )?(?:tra loi|noi|viet|ghi|in|dap)(?!\w)",
    rf"{_MACHINES} (?:that (?:is |are )?)?(?:reads?|reading|process(?:ing)?)(?: \w+)? (?:this|the) \w+",
    rf"(?:you are|you're|act as|if you are|pretend to be)(?: \w+){{0,4}}? {_MACHINES}",
    r"(?:nhiem vu|vai tro|muc tieu)(?: moi)? cua (?:ban|may) (?:la|:)",
    r"your (?:new |real |only )?(?:task|role|goal) is(?!\w)",
    r"tu (?:bay )?gio(?: tro di)?,? (?:ban|may) (?:chi|phai|se|hay|khong)(?!\w)",
    r"(?:tell|inform|mention (?:this )?to|hide (?:this )?from) the user(?!\w)",
    r"he thong (?:hoi dap|tra loi|tom tat)(?: tu dong| nay)? ?[:,]",
    # Orders what to answer, and what to give as its source.
    rf"(?:hay|chi can|chi duoc|bat buoc|luon luon|luon|vui long|please|always|only|just|instead|must)"
    rf"(?: (?:chi|luon|phai|duoc|only|always|simply|just|thay)){{0,2}} {_SAY}(?: [\w']+){{0,4}}? ?"
    r"(?:(?:rang|that|with|exactly|dung|nguyen van|duy nhat)(?!\w)|[:\"'“‘\[])",
    r"(?:hay|vui long|chi duoc) (?:noi|viet|ghi|khang dinh|trich dan) (?:rang(?!\w)|dung |nguyen van|\[?\d)",
    r"(?:voi|cho|truoc) (?:moi|bat ky|tat ca(?: cac)?) cau hoi(?: \w+){0,6}? ?(?:,|:|thi|deu|hay|chi) ?"
    r"(?:hay |chi |luon |phai |dap an |cau tra loi )*(?:la|tra loi|dap|ghi|viet|noi)(?!\w)",
    r"cau tra loi (?:cua ban )?(?:phai|chi duoc|bat buoc|luon)(?!\w)",
    r"(?:cau|doan|dong) nay (?:de|khi) tra loi(?!\w)",
    r"(?:in )?(?:your|the) (?:reply|response|answer),? (?:you )?(?:must|should|always)(?!\w)",
    r"(?:write|say|answer|reply|respond|output) only(?!\w)",
    r"(?:cite|trich dan|dan nguon|ghi nguon)(?: \w+){0,2} ?\[\d+\]",
)


def _any_of(patterns: Sequence[str], before: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(patterns)})")


_TAMPERED = (
    _any_of(_FRAMES),
    _any_of(_CLAUSES, r"(?:^|[.!?…:;\"'“”‘’«»()\[\]>*#–-] ?)"),
    _any_of(_WORDS, r"(?<!\w)"),
)
_ABBREVIATED = re.compile(r"(?<!\w)(?:A\.?I\.?|ai(?= (?:assistant|model|language)))(?!\w)")
_SHOWS_NOTHING = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]|[\U000e0000-\U000e007f]"
)


@lru_cache(maxsize=4096)
def is_tampered(passage: str) -> bool:
    """Whether a part of the passage is an order to a machine, in Vietnamese, with or without diacritics, or English."""
    visible = _SHOWS_NOTHING.sub("", nfc(passage))
    plain = " ".join(fold(_ABBREVIATED.sub(_AI, visible)).split())
    return any(pattern.search(plain) for pattern in _TAMPERED)
