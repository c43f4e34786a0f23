# Writes normalization.txt, what normal forms need to know: python3 normalization.py > normalization.txt
#   C0 41 300       composes and decomposes
#   958 - 915 93C   only decomposes
#   A8 ~ 20 308     only in compatibility forms
#   300-314 ! E6    combining class
# Everything is hexadecimal. Hangul is computed. Hugging Face's tokenizers have the table of Unicode 9.0, and vocabularies were made with it: what decomposes or
# has a class in later versions alone is left out (and U+0EBA, whose class came with 12.0).
import itertools
import unicodedata

NEWER = """
7FD 897-89F 8CA-8D3 9FE C3C D3B-D3C EBA 1715 1ABF-1ADD 1AE0-1AEB 1DF6-1DFA 32FF A7F1-A7F4 A82C AB69 105C9 105E4 10781-10785 10787-107B0 107B2-107BA
10D24-10D27 10D69-10D6D 10EAB-10EAC 10EFA-10EFB 10EFD-10EFF 10F46-10F50 10F82-10F85 11070 1133B 11383 11385 1138E 11391 113C5 113C7-113C8 113CE-113D0
1145E 11839-1183A 11938 1193D-1193E 11943 119E0 11A34 11A47 11A99 11D42 11D44-11D45 11D97 11F41-11F42 16121-16128 1612F 16D68-16D6A 16FF0-16FF1
1CCD6-1CCF9 1E030-1E06D 1E08F 1E130-1E136 1E2AE 1E2EC-1E2EF 1E4EC-1E4EF 1E5EE-1E5EF 1E6E3 1E6E6 1E6EE-1E6EF 1E6F5 1F16C 1FBF0-1FBF9
"""
newer = set()
for part in NEWER.split():
    first, _, last = part.partition("-")
    newer.update(range(int(first, 16), int(last or first, 16) + 1))

print(f"# Unicode {unicodedata.unidata_version}, without what is newer than 9.0, by normalization.py")
for value in range(0x110000):
    if value in newer:
        continue
    character = chr(value)
    parts = unicodedata.decomposition(character).split()
    if not parts:
        continue
    kind = "~" if parts[0].startswith("<") else "" if unicodedata.normalize("NFC", character) == character else "-"
    values = [format(int(part, 16), "X") for part in parts if not part.startswith("<")]
    print(" ".join([format(value, "X"), *([kind] if kind else []), *values]))

marks = [(value, unicodedata.combining(chr(value))) for value in range(0x110000) if unicodedata.combining(chr(value)) and value not in newer]
for _, group in itertools.groupby(enumerate(marks), lambda entry: (entry[1][0] - entry[0], entry[1][1])):
    entries = [entry[1] for entry in group]
    print(f"{entries[0][0]:X}-{entries[-1][0]:X} ! {entries[0][1]:X}")
