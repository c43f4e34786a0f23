using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Text.Json;
using System.Threading.Tasks;
using ModelGen.Data;
using ModelGen.Weights;

namespace ModelGen.Training;

/// <summary>
/// Low-rank changes of a model's matrices (Hu et al. 2021, arXiv:2106.09685): W = W₀ + Alpha / Rank · B · A, of which only A and B are trained. The model always holds W: it predicts, decodes and saves as any other.
/// </summary>
/// <remarks>
/// What is saved of the optimizer and in adapter files is A and B alone. While gradients are computed all other parameters are frozen, so that those of matrices and tables are neither computed nor given memory; W₀ of the
/// changed matrices is kept. Nobody may predict with the model while it is trained.
/// </remarks>
public sealed class Lora
{
    private readonly List<Change> _changes = [];
    private readonly List<(Parameter Own, Parameter Model)> _whole = [];
    private readonly List<Parameter> _switched = []; // while gradients are computed
    private readonly ParameterStore _model;
    private readonly LoraOptions _options;
    private readonly float _scale;

    /// <param name="model">The parameters of the model.</param>
    /// <param name="options">What is trained; null: queries and values with rank 8.</param>
    /// <exception cref="ArgumentException">A name is that of no matrix of the model, or a rank is not below a matrix's sizes.</exception>
    public Lora(ParameterStore model, LoraOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new LoraOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Rank, 1, nameof(options));
        (_model, _scale) = (model, (float)(_options.Alpha / _options.Rank));
        List<Parameter> targets = Named(model, _options.Targets, matrices: true), whole = Named(model, _options.Whole, matrices: false);
        if (targets.Count == 0) throw new ArgumentException($"No matrix of the model is named by Targets \"{_options.Targets}\"", nameof(options));
        if (targets.Intersect(whole).FirstOrDefault() is { } both) throw new ArgumentException($"'{both.Name}' is both in Targets and in Whole: leave it out of one", nameof(options));
        if (targets.FirstOrDefault(target => target.Shape[0] < _options.Rank || target.Shape[1] < _options.Rank) is { } small)
            throw new ArgumentException($"Rank {_options.Rank} is above a size of '{small.Name}' {Guard.Describe(small.Shape)}: such a change would be no smaller than the matrix", nameof(options));
        long floats = targets.Sum(target => Rounded((long)_options.Rank * target.Shape[0]) + Rounded((long)_options.Rank * target.Shape[1])) + whole.Sum(parameter => Rounded(parameter.Count));
        Store = new ParameterStore(floats, unchecked((ulong)_options.Seed));
        foreach (Parameter target in targets) _changes.Add(new Change(Store, target, _options.Rank));
        foreach (Parameter parameter in whole)
        {
            Parameter own = Store.Add(Prefix + parameter.Name, Initializer.Zeros, parameter.Shape, transposed: parameter.Transposed);
            parameter.Value.CopyTo(own.Value);
            _whole.Add((own, parameter));
        }
    }

    private const string Prefix = "base_model.model.";

    /// <summary>What is trained: A and B of each change, and what is trained whole.</summary>
    public ParameterStore Store { get; }

    /// <summary>The parameters of the model that training changes: only these get gradients.</summary>
    public IEnumerable<Parameter> Changed => [.. _changes.Select(change => change.Target), .. _whole.Select(pair => pair.Model)];

    /// <summary>How many numbers are trained, as a share of the model's.</summary>
    public double Share => Store.Parameters.Sum(parameter => (double)parameter.Count) / _model.Parameters.Sum(parameter => (double)parameter.Count);

    /// <summary>The model as a trainer takes it: its parameters are those of <see cref="Store"/>.</summary>
    public ITrainable<TBatch> Train<TBatch>(ITrainable<TBatch> model)
        where TBatch : class, IBatch<TBatch>, new()
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Store == _model ? new LoraTraining<TBatch>(this, model) : throw new ArgumentException("The changes are another model's", nameof(model));
    }

    /// <summary>Writes W₀ + Alpha / Rank · B · A, and what is trained whole, into the model.</summary>
    public void Apply()
    {
        foreach (Change change in _changes) change.Apply(_scale);
        foreach ((Parameter own, Parameter model) in _whole) own.Value.CopyTo(model.Value);
    }

    /// <summary>Gives the changed matrices back as they were.</summary>
    public void Remove()
    {
        foreach (Change change in _changes) change.Remove();
    }

    /// <summary>Adds the gradients of A and B, from those of the model's matrices.</summary>
    public void Backward()
    {
        foreach (Change change in _changes) change.Backward(_scale);
        foreach ((Parameter own, Parameter model) in _whole) TensorPrimitives.Add<float>(own.Gradient, model.Gradient, own.Gradient);
    }

    /// <summary>Just what is trained wants a gradient, whatever the user has frozen; called once more, all is as it was.</summary>
    internal void SwitchFrozen()
    {
        if (_switched.Count == 0)
        {
            HashSet<Parameter> trained = [.. Changed];
            _switched.AddRange(_model.Parameters.Where(parameter => parameter.IsFrozen == trained.Contains(parameter)));
            _switched.ForEach(Switch);
            return;
        }

        _switched.ForEach(Switch);
        _switched.Clear();
    }

    /// <summary>Writes <c>adapter_model.safetensors</c> and <c>adapter_config.json</c> with PEFT's names into a folder.</summary>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        SafeTensorsWriter writer = new();
        foreach (Change change in _changes) change.Add(writer);
        foreach ((Parameter own, _) in _whole) StoredMatrix.Add(writer, own.Name, own, () => own.Value, SafeTensorType.F32);
        writer.Save(Path.Combine(folder, "adapter_model.safetensors"));
        string[] Words(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        string config = JsonSerializer.Serialize(
            new AdapterConfig("LORA", _options.Rank, _options.Alpha, Words(_options.Targets), Words(_options.Whole), 0, "none", _changes.Exists(change => change.IsTransposed)), AdapterJson.Default.AdapterConfig);
        AtomicFile.Write(Path.Combine(folder, "adapter_config.json"), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(config + "\n")));
    }

    /// <summary>Reads a folder that <see cref="Save"/> or PEFT wrote, for the same targets and rank, and applies it.</summary>
    /// <exception cref="WeightFormatException">The file is damaged, or of other targets or another rank; nothing has changed.</exception>
    public void Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ParameterStore read = new Lora(_model, _options).Store; // names and shapes
        WeightFile.Load(read, Path.Combine(folder, "adapter_model.safetensors"));
        read.Values.CopyTo(Store.Values);
        Apply();
    }

    private static void Switch(Parameter parameter)
    {
        if (parameter.IsFrozen) parameter.Unfreeze();
        else parameter.Freeze();
    }

    private static long Rounded(long count) => (count + 15) / 16 * 16;

    private static List<Parameter> Named(ParameterStore model, string names, bool matrices)
    {
        List<Parameter> found = [];
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Parameter[] own = [.. model.Parameters.Where(parameter => IsOf(parameter.Name, name) && (!matrices || (parameter.Shape.Length == 2 && parameter.Name.EndsWith(".weight", StringComparison.Ordinal))))];
            if (own.Length == 0) throw new ArgumentException($"No {(matrices ? "matrix" : "parameter")} of the model is of a module \"{name}\": its names are such as '{model.Parameters[^1].Name}'", nameof(names));
            found.AddRange(own);
        }

        return [.. found.Distinct()];
    }

    private static bool IsOf(string parameter, string module)
    {
        int leaf = parameter.LastIndexOf('.');
        string owner = leaf < 0 ? parameter : parameter[..leaf];
        return owner == module || owner.EndsWith("." + module, StringComparison.Ordinal) || owner.StartsWith(module + ".", StringComparison.Ordinal);
    }

    /// <summary>One matrix.</summary>
    private sealed class Change
    {
        private readonly Parameter _target, _a, _b;
        private readonly float[] _before;

        public Change(ParameterStore store, Parameter target, int rank)
        {
            (_target, _before) = (target, target.Value.ToArray());
            string name = Prefix + target.Name[..^".weight".Length];
            // PEFT: A as Kaiming's uniform with a slope of √5, which is 1 / √in; B as 0.
            _a = store.Add(name + ".lora_A.weight", Initializer.Uniform(1 / MathF.Sqrt(target.Shape[1])), [rank, target.Shape[1]]);
            _b = store.Add(name + ".lora_B.weight", Initializer.Zeros, [target.Shape[0], rank]);
        }

        public Parameter Target => _target;

        public bool IsTransposed => _target.Transposed;

        public void Apply(float scale)
        {
            int rank = _a.Shape[0], width = _a.Shape[1];
            Parallel.For(0, _b.Shape[0], row =>
            {
                Span<float> to = _target.Value.Slice(row * width, width);
                _before.AsSpan(row * width, width).CopyTo(to);
                for (int k = 0; k < rank; k++) TensorPrimitives.MultiplyAdd(_a.Value.Slice(k * width, width), scale * _b.Value[(row * rank) + k], to, to);
            });
        }

        public void Remove() => _before.CopyTo(_target.Value);

        public void Backward(float scale)
        {
            int rank = _a.Shape[0], width = _a.Shape[1], rows = _b.Shape[0];
            Parallel.For(0, rank, k =>
            {
                Span<float> dA = _a.Gradient.Slice(k * width, width);
                ReadOnlySpan<float> a = _a.Value.Slice(k * width, width);
                for (int row = 0; row < rows; row++)
                {
                    ReadOnlySpan<float> dW = _target.Gradient.Slice(row * width, width);
                    TensorPrimitives.MultiplyAdd(dW, scale * _b.Value[(row * rank) + k], dA, dA);
                    _b.Gradient[(row * rank) + k] += scale * TensorPrimitives.Dot(dW, a);
                }
            });
        }

        public void Add(SafeTensorsWriter writer)
        {
            writer.Add(_a.Name, _a.Shape, () => _a.Value);
            writer.Add(_b.Name, _b.Shape, () => _b.Value);
        }
    }
}
