using System.Text;

namespace ModelGen.Data;

/// <summary>Remembers the first bytes that an encoding does not have.</summary>
/// <param name="mark">The character that is put in their place.</param>
internal sealed class RefusedBytes(char mark) : DecoderFallback
{
    /// <summary>The first refused bytes; null: none.</summary>
    public byte[]? Bytes { get; private set; }

    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this, mark);

    private sealed class Buffer(RefusedBytes owner, char mark) : DecoderFallbackBuffer
    {
        private int _left;

        public override int Remaining => _left;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            owner.Bytes ??= (byte[])bytesUnknown.Clone();
            _left = 1;
            return true;
        }

        public override char GetNextChar()
        {
            if (_left == 0) return '\0';
            _left = 0;
            return mark;
        }

        public override bool MovePrevious() => false;

        public override void Reset() => _left = 0;
    }
}
