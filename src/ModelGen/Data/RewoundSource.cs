using System;

namespace ModelGen.Data;

/// <summary>A source at its start, for as long as somebody measures: afterwards it stands where it stood.</summary>
internal readonly struct RewoundSource<TBatch> : IDisposable
    where TBatch : class, IBatch<TBatch>, new()
{
    private readonly IDataSource<TBatch> _source;
    private readonly DataPosition _position;

    public RewoundSource(IDataSource<TBatch> source)
    {
        (_source, _position) = (source, source.Position);
        source.Reset(0);
    }

    public void Dispose() => _source.Position = _position;
}
