# Writes normalization.txt, what normal forms need to know: python3 normalization.py > normalization.txt
#   C0 41 300       composes and decomposes
#   958 - 915 93C   only decomposes
#   A8 ~ 20 308     only in compatibility forms
#   300-314 ! E6    combining class
# Everything is hexadecimal. Hangul is computed.
import itertools
import unicodedata

print(f"# Unicode {unicodedata.unidata_version}, by normalization.py")
for value in range(0x110000):
    character = chr(value)
    parts = unicodedata.decomposition(character).split()
    if not parts:
        continue
    kind = "~" if parts[0].startswith("<") else "" if unicodedata.normalize("NFC", character) == character else "-"
    values = [format(int(part, 16), "X") for part in parts if not part.startswith("<")]
    print(" ".join([format(value, "X"), *([kind] if kind else []), *values]))

marks = [(value, unicodedata.combining(chr(value))) for value in range(0x110000) if unicodedata.combining(chr(value))]
for _, group in itertools.groupby(enumerate(marks), lambda entry: (entry[1][0] - entry[0], entry[1][1])):
    entries = [entry[1] for entry in group]
    print(f"{entries[0][0]:X}-{entries[-1][0]:X} ! {entries[0][1]:X}")
