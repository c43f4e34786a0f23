"""Writes what SentencePiece itself says, for SentencePieceTests: sentencepiece.json.

    apt-get install sentencepiece python3-sentencepiece && python3 make_sentencepiece.py

Made with SentencePiece 0.1.97. The models are small ones that it learns here, from a few sentences.
"""
import base64
import json
import os
import random
import subprocess
import tempfile

import sentencepiece

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = ("the a model layer of to and in is text token reads writes learned weight number shape batch norm attention with from for each one "
         "größe été ñandú naïve straße слово модель вода 日本語 中文 字 テスト 한국어 שלום مرحبا 😀 👍🏽 ½ ² 12 345 2024 x1 v2 e-mail snake_case CamelCase").split()
RULES = "\n".join("\t".join((" ".join(f"{ord(c):X}" for c in key), " ".join(f"{ord(c):X}" for c in value))) for key, value in {
    "A": "a", "B": "b", "É": "é", "e\u0301": "é", "ﬁ": "fi", "½": "1/2", "\u3000": " ", "\t": " ", "\n": " ", "\u00a0": " ", "…": "...", "Ⅷ": "VIII", "\u200b": "", "e\u0301\u0302": "E", "①": "1", "ｆ": "f",
}.items()) + "\n"
TEXTS = [
    "", " ", "   ", "the model reads text", "  the   model  ", "The MODEL, reads: text!", "a", "▁", " ▁ ▁▁", "the▁model", "unknown: ☃ ☃☃ x☃y", "日本語のテスト 中文字", "слово модель ВОДА", "größe été ñandú naïve straße",
    "ﬁne ½ … Ⅷ ①② ｆｕｌｌ\u3000width", "e\u0301t\u00e9 e\u0301\u0302 E\u0301", "tab\tand\nline\r\nfeeds", "\u00a0nbsp\u00a0\u200bzero", "😀 👍🏽 👨‍👩‍👧‍👦", "12 345 1234567890 3.14", "a" * 70 + " " + "the" * 20, "<mask> the <mask>model<mask> ", "snake_case CamelCase e-mail x1 v2",
    "한국어 שלום مرحبا", "\u0301 lone mark", "𠮷 𝐇𝐢", "ABBA ABa b", "the the the the",
]


def texts():
    rng = random.Random(1)
    pool = [c for word in WORDS for c in word] + list(" ▁  .,!AB…½①\u00a0☃")
    return TEXTS + ["".join(rng.choice(pool) for _ in range(rng.randrange(1, 30))) for _ in range(60)] + [" ".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 12))) for _ in range(40)]


def model(folder, name, **options):
    rng = random.Random(2)
    corpus, rules = os.path.join(folder, "corpus.txt"), os.path.join(folder, "rules.tsv")
    with open(corpus, "w", encoding="utf-8") as file:
        for _ in range(3000):
            file.write(" ".join(rng.choice(WORDS) for _ in range(rng.randrange(3, 12))) + "\n")
    with open(rules, "w", encoding="utf-8") as file:
        file.write(RULES)
    prefix = os.path.join(folder, name)
    arguments = {"input": corpus, "model_prefix": prefix, "hard_vocab_limit": "false", "minloglevel": 3, **options}
    if arguments.pop("rules", False):
        arguments["normalization_rule_tsv"] = rules
    subprocess.run(["spm_train", *(f"--{key}={value}" for key, value in arguments.items())], check=True)
    with open(prefix + ".model", "rb") as file:
        content = file.read()
    processor = sentencepiece.SentencePieceProcessor()
    processor.LoadFromSerializedProto(content)
    results = []
    for text in texts():
        ids = processor.EncodeAsIds(text)
        results.append({"text": text, "ids": " ".join(map(str, ids)), "decoded": processor.DecodeIds(ids)})
    return {"name": name, "model": base64.b64encode(content).decode(), "texts": results}


def main():
    with tempfile.TemporaryDirectory() as folder:
        cases = [
            model(folder, "unigram", model_type="unigram", vocab_size=260, rules=True),
            model(folder, "unigram with bytes", model_type="unigram", vocab_size=520, byte_fallback="true", character_coverage=0.98, normalization_rule_name="identity", user_defined_symbols="<mask>"),
            model(folder, "unigram as it is", model_type="unigram", vocab_size=220, normalization_rule_name="identity", add_dummy_prefix="false", remove_extra_whitespaces="false", unk_id=3, bos_id=1, eos_id=2, pad_id=0),
            model(folder, "pairs", model_type="bpe", vocab_size=260, rules=True),
            model(folder, "pairs with bytes", model_type="bpe", vocab_size=520, byte_fallback="true", character_coverage=0.98, normalization_rule_name="identity", remove_extra_whitespaces="false", split_digits="true"),
        ]
    with open(os.path.join(HERE, "sentencepiece.json"), "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")


main()
