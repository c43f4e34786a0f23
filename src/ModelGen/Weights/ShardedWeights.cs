using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;

namespace ModelGen.Weights;

/// <summary>The safetensors files that an index names, as one.</summary>
internal sealed class ShardedWeights : IWeightSource
{
    private readonly Dictionary<string, TensorEntry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<TensorEntry, IWeightSource> _owners = [];
    private readonly List<SafeTensorsReader> _shards = [];

    private ShardedWeights(string name) => FileName = name;

    public string FileName { get; }

    public IReadOnlyList<TensorEntry> Entries => [.. _shards.SelectMany(shard => shard.Entries)];

    public IReadOnlyDictionary<string, string> Metadata => ImmutableDictionary<string, string>.Empty;

    public bool IsConcurrent => _shards.All(shard => ((IWeightSource)shard).IsConcurrent);

    /// <exception cref="WeightFormatException">The index or a shard is damaged, a shard is not there, or they disagree.</exception>
    public static ShardedWeights Open(string indexPath)
    {
        string name = $"'{Text.Path(indexPath)}'", folder = Path.GetDirectoryName(Path.GetFullPath(indexPath))!;
        ShardIndex index = ShardIndex.Read(indexPath, name);
        ShardedWeights whole = new(name);
        try
        {
            IReadOnlyList<string> files = index.Shards;
            string[] absent = [.. files.Where(file => !File.Exists(Path.Combine(folder, file)))];
            if (absent.Length > 0)
            {
                string more = absent.Length > 3 ? $" and {absent.Length - 3} more" : "";
                throw new WeightFormatException($"{name} names {files.Count} files, of which {absent.Length} are not in its folder: {string.Join(", ", absent.Take(3).Select(Text.Quote))}{more}; download them beside it");
            }

            foreach (string file in files) whole.Add(SafeTensorsReader.Open(Path.Combine(folder, file)), file, index);
            if (index.Files.Keys.FirstOrDefault(tensor => !whole._byName.ContainsKey(tensor)) is { } missing)
                throw new WeightFormatException($"{name} says that {Text.Quote(index.Files[missing])} has the tensor {Text.Quote(missing)}, which it has not: the files belong to different checkpoints, download them again");
            return whole;
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    public bool TryGet(string name, [NotNullWhen(true)] out TensorEntry? entry) => _byName.TryGetValue(name, out entry);

    public void Read(TensorEntry entry, Span<float> destination, long first) => _owners[entry].Read(entry, destination, first);

    public void ReadRows(TensorEntry entry, long first, Span<byte> bytes) => _owners[entry].ReadRows(entry, first, bytes);

    public void Dispose() => _shards.ForEach(shard => shard.Dispose());

    private void Add(SafeTensorsReader shard, string file, ShardIndex index)
    {
        _shards.Add(shard);
        foreach (TensorEntry entry in shard.Entries)
        {
            if (!index.Files.TryGetValue(entry.Name, out string? wanted) || wanted != file)
                throw new WeightFormatException($"{shard.FileName} has the tensor {Text.Quote(entry.Name)}, which {FileName} {(wanted is null ? "does not list" : "says is in " + Text.Quote(wanted))}: the files belong to different checkpoints, download them again");
            _byName.Add(entry.Name, entry);
            _owners.Add(entry, shard);
        }
    }
}
