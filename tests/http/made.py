"""Records made up for the tests: the same seed gives the same records."""

import json
import random

SYLLABLES = ("bạn bè biển bờ cầu chào chợ chuyện con cơn cửa dòng đảo đất đêm đèn đường em gió "
             "giấy hát hàng hoa hồ hội khách khúc làng lời lúa mây mẹ mùa nắng ngày người nhà "
             "nhạc núi phà phố quê rừng sách sân sóng sông suối tàu thuyền thư thầy tiếng trăng "
             "tranh trời trưa tuổi vườn xanh xa xóm").split()
AGENCIES = ["Bộ Ngoại giao", "Bộ Quốc phòng", "Bộ Công Thương", "Hội Nhà báo Việt Nam",
            "Đài Tiếng nói Việt Nam", "UBND tỉnh Quảng Trị"]


def record(number, seed, word=None):
    """`word` stands in every text: what marks a generation."""
    dice = random.Random(f"{seed}/{number}")
    words = [dice.choice(SYLLABLES) for _ in range(90)]
    if word:
        words[45:45] = [word]
    title = " ".join(dice.choice(SYLLABLES) for _ in range(7)).capitalize()
    day = f"{dice.randint(2005, 2026)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return {"id": f"m-{number}", "source": "Nguồn bịa", "url": f"https://bia.example.vn/{number}",
            "title": title, "published": day,
            "agencies": dice.sample(AGENCIES, dice.randint(0, 3)), "body": " ".join(words) + "."}


def write(path, n, seed, word=None):
    """A file of n records, JSON lines."""
    lines = (json.dumps(record(i, seed, word), ensure_ascii=False) for i in range(n))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
