using System;
using System.Collections.Generic;
using ModelGen.Cpu;
using ModelGen.Cpu.Small;

namespace ModelGen;

/// <summary>Weights that are held as small numbers: what products read of them alone lies there and nowhere else.</summary>
public sealed partial class ParameterStore
{
    private readonly List<Parameter> _units = [];
    private Piece[]? _pieces; // in the order of places; null while all values are floats
    private AlignedBuffer? _kept; // the floats beside small numbers

    /// <summary>What is held as one: parameters by themselves, and packs as a whole.</summary>
    internal IReadOnlyList<Parameter> Units => _units;

    /// <summary>Whether some weights are held as small numbers.</summary>
    internal bool IsSmall => _pieces is not null;

    /// <summary>Bytes of all values as they are held.</summary>
    internal long HeldBytes
    {
        get
        {
            long bytes = (long)_buffers.Length * sizeof(float);
            if (_pieces is null) return bytes + (Floats * sizeof(float));
            foreach (Piece piece in _pieces) bytes += piece.At >= 0 ? (long)piece.Unit.Count * sizeof(float) : piece.Matrix!.Bytes;
            return bytes;
        }
    }

    /// <summary>Holds some units as small numbers from now on. What only products read is given up as floats; of the others the floats become what the small numbers say.</summary>
    /// <param name="matrices">One for each unit; null: it stays as it is.</param>
    internal void Hold(IReadOnlyList<SmallMatrix?> matrices) => Exchange(Replacement(matrices));

    /// <summary>The same values as floats again.</summary>
    internal void Release()
    {
        if (_pieces is null) return;
        (Piece[] pieces, AlignedBuffer kept) = (_pieces, _kept!);
        (_pieces, _kept) = (null, null);
        foreach (Piece piece in pieces)
        {
            if (piece.At < 0) ReadAll(piece.Matrix!, FloatsOf(piece.Unit));
            else kept.Span.Slice(piece.At, piece.Unit.Count).CopyTo(FloatsOf(piece.Unit));
        }
    }

    /// <summary>What the store would hold with these matrices, without changing it: what a file is read into.</summary>
    internal SmallValues Replacement(IReadOnlyList<SmallMatrix?> matrices)
    {
        Piece[] pieces = new Piece[_units.Count];
        long end = 0;
        for (int i = 0; i < pieces.Length; i++)
        {
            bool isFloat = matrices[i] is null || !_units[i].IsMatrix;
            pieces[i] = new Piece(_units[i], matrices[i], isFloat ? (int)end : -1);
            if (isFloat) end = (end + _units[i].Count + Alignment - 1) / Alignment * Alignment;
        }

        AlignedBuffer values = new(end), buffers = new(_buffers.Length);
        values.Clear();
        _buffers.Span.CopyTo(buffers.Span);
        SmallValues made = new(pieces, values, buffers);
        foreach (Piece piece in pieces)
        {
            // What has no memory yet is zeros.
            if (piece.Matrix is null && (_pieces is not null || _segments[piece.Unit.Segment].HasValues)) piece.Unit.Read(values.Span.Slice(piece.At, piece.Unit.Count));
        }

        made.Refresh();
        return made;
    }

    /// <summary>Takes over what <see cref="Replacement"/> has made.</summary>
    internal void Exchange(SmallValues values)
    {
        (_pieces, _kept, _buffers) = (values.Pieces, values.Floats, values.Buffers);
        _segments.ForEach(segment => segment.Drop());
    }

    /// <summary>The small numbers of a parameter or of a view of one; null: it is held as floats alone.</summary>
    internal SmallMatrix? SmallOf(Parameter parameter)
    {
        if (_pieces is null || parameter.IsBuffer) return null;
        Piece piece = PieceOf(_pieces, parameter);
        if (piece.Matrix is not { } whole) return null;
        if (piece.Unit.Count == parameter.Count) return whole;
        if (parameter.SmallView is { } known && known.Whole == whole) return known;
        SmallMatrix rows = whole.Slice((parameter.Offset - piece.Unit.Offset) / whole.Columns, parameter.Count / whole.Columns);
        parameter.SmallView = rows;
        return rows;
    }

    internal WeightMatrix MatrixOf(Parameter parameter) => parameter.IsMatrix && SmallOf(parameter) is { } small ? new WeightMatrix(small) : FloatsOf(parameter);

    internal Span<float> FloatsOf(Parameter parameter)
    {
        if (_pieces is null) return _segments[parameter.Segment].Values.Slice(parameter.Offset, parameter.Count);
        Piece piece = PieceOf(_pieces, parameter);
        return piece.At < 0 ? throw NoFloats($"'{parameter.Name}'") : _kept!.Span.Slice(piece.At + parameter.Offset - piece.Unit.Offset, parameter.Count);
    }

    private void Draw(Parameter parameter, Initializer init, ulong key)
    {
        if (SmallOf(parameter) is not { } small)
        {
            init.Fill(parameter.Value, key);
            return;
        }

        float[] values = new float[parameter.Count];
        init.Fill(values, key);
        Quantization.Rounding.Rows(row => values.AsSpan(row * small.Columns, small.Columns), small);
        Piece piece = PieceOf(_pieces!, parameter);
        if (piece.At >= 0) ReadAll(small, FloatsOf(parameter));
    }

    internal static void ReadAll(SmallMatrix matrix, Span<float> values)
    {
        for (int row = 0; row < matrix.Rows; row++) matrix.Read(row, values.Slice(row * matrix.Columns, matrix.Columns));
    }

    private static Piece PieceOf(Piece[] pieces, Parameter parameter)
    {
        int low = 0, high = pieces.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if ((pieces[middle].Unit.Segment, pieces[middle].Unit.Offset).CompareTo((parameter.Segment, parameter.Offset)) <= 0) low = middle;
            else high = middle - 1;
        }

        return pieces[low];
    }

    private static InvalidOperationException NoFloats(string what) => new(
        $"{what} {(what[0] == '\'' ? "is" : "are")} held as small numbers, for prediction on the CPU: for training, for other targets and for reading, call Quantizer.Dequantize, or load the float file into a model that is not quantised");

    /// <param name="At">Where the floats begin; -1: there are none.</param>
    internal sealed record Piece(Parameter Unit, SmallMatrix? Matrix, int At);

    /// <summary>All that a store holds.</summary>
    internal sealed record SmallValues(Piece[] Pieces, AlignedBuffer Floats, AlignedBuffer Buffers)
    {
        /// <summary>The floats that are beside small numbers become what those say.</summary>
        public void Refresh()
        {
            foreach (Piece piece in Pieces)
            {
                if (piece is { At: >= 0, Matrix: { } matrix }) ReadAll(matrix, Floats.Span.Slice(piece.At, piece.Unit.Count));
            }
        }

        /// <summary>The floats of a parameter; of one that has none, nothing.</summary>
        public Span<float> Of(Parameter parameter)
        {
            if (parameter.IsBuffer) return Buffers.Span.Slice(parameter.Offset, parameter.Count);
            Piece piece = PieceOf(Pieces, parameter);
            return piece.At < 0 ? [] : Floats.Span.Slice(piece.At + parameter.Offset - piece.Unit.Offset, parameter.Count);
        }

        /// <summary>The small numbers of a parameter, or null.</summary>
        public SmallMatrix? MatrixOf(Parameter parameter)
        {
            if (parameter.IsBuffer || PieceOf(Pieces, parameter) is not { Matrix: { } whole } piece) return null;
            return piece.Unit.Count == parameter.Count ? whole : whole.Slice((parameter.Offset - piece.Unit.Offset) / whole.Columns, parameter.Count / whole.Columns);
        }
    }
}
