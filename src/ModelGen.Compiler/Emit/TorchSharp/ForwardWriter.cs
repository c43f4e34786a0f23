using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>
/// The body of one <c>forward</c>. Activations are written as by hand: a result takes the name of an operand that is read for the last
/// time (<c>x = ln_1.call(x);</c>), so that few names carry a long chain.
/// </summary>
internal sealed class ForwardWriter
{
    private readonly TorchClass _class;
    private readonly Dictionary<Value, Binding> _bindings = [];
    private readonly Dictionary<Value, int> _lastUse = [];
    private readonly HashSet<string> _taken;
    private readonly List<string> _free = [];
    private readonly List<string> _lines = [];
    private bool _usesSizes;
    private int _step;

    /// <param name="names">Of the arguments; null: they are found.</param>
    /// <param name="wishes">For the names that are found; null: by their types.</param>
    public ForwardWriter(TorchClass of, IReadOnlyList<string>? names = null, IReadOnlyList<string>? wishes = null)
    {
        _class = of;
        _taken = new(of.Fields, StringComparer.Ordinal);
        foreach (string reserved in CSharpNames.Reserved.Concat(["device", "dtype"]))
        {
            _taken.Add(reserved);
        }

        for (int i = 0; i < of.Steps!.Count; i++)
        {
            foreach (Value input in of.Steps[i].Inputs)
            {
                _lastUse[input] = i;
            }
        }

        foreach (Value output in of.Outputs)
        {
            _lastUse[output] = int.MaxValue;
        }

        Arguments = [.. of.Inputs.Select((input, i) => Bind(input, names?[i] ?? Local(wishes?[i] ?? (IsMask(input) ? "mask" : input.Type.DType == DType.I32 ? "ids" : "x"))))];
        _taken.UnionWith(Arguments);
        Scope = Local("scope");
    }

    /// <summary>The names of the method's parameters.</summary>
    public IReadOnlyList<string> Arguments { get; }

    public string Scope { get; }

    public IReadOnlyList<string> Lines => _lines;

    public IReadOnlyList<string> Results => [.. _class.Outputs.Select(Use)];

    /// <summary>Set when a statement reads B or T.</summary>
    public bool UsesSizes => _usesSizes;

    public static bool IsMask(Value value) => value.Type.DType == DType.Mask;

    /// <summary>Names that no local may have.</summary>
    public void Reserve(IEnumerable<string> names) => _taken.UnionWith(names);

    public void Write(TorchModel model, TorchFeatures features, HashSet<string> helpers)
    {
        var statements = new TorchStatements(this, model, features, helpers);
        for (_step = 0; _step < _class.Steps!.Count; _step++)
        {
            TorchStep step = _class.Steps[_step];
            if (step.Call is { } call)
            {
                Assign(step.Output, $"{Called(call.Path)}.call({string.Join(", ", step.Inputs.Select(Use))})");
            }
            else
            {
                ((ITorchOp)step.Node!.Op).Emit(statements, step.Node);
            }

            foreach (Value input in step.Inputs.Distinct().Where(IsDying))
            {
                Release(input, step.Output);
            }
        }
    }

    /// <summary>The expression of a value; pieces of a packed one are put together.</summary>
    public string Use(Value value) => value.Parameter is { } parameter ? Member(parameter.File) : _bindings[value] is { Names.Count: 1 } single
        ? single.Names[0]
        : $"Sharp::torch.cat(new[] {{ {string.Join(", ", _bindings[value].Names)} }}, -1)";

    /// <summary>The pieces of a packed value, and whether they stand as [B, heads, T, size].</summary>
    public (IReadOnlyList<string> Names, bool AreHeads) Pieces(Value value) => (_bindings[value].Names, _bindings[value].AreHeads);

    public void Pack(Value value, IReadOnlyList<string> names, bool areHeads) => _bindings[value] = new(names, areHeads);

    /// <summary>Writes the statement that computes a value, with its shape.</summary>
    public void Assign(Value value, string expression, string? shape = null)
    {
        bool isNew = Target(value, out string name);
        Line($"{(isNew ? "Sharp::torch.Tensor " : "")}{name} = {expression};", shape ?? value.Type.SizesText);
    }

    /// <summary>The same for a further result of an op, under a name of its own.</summary>
    public void AssignFurther(Value value, string expression) => Line($"Sharp::torch.Tensor {Bind(value, Local(value.Name))} = {expression};", value.Type.SizesText);

    /// <summary>A loop over a repeated block.</summary>
    /// <param name="shared">What each copy is called with beside the value.</param>
    /// <param name="after">A statement behind the call, or none.</param>
    public void Loop(Value value, string list, string start, IReadOnlyList<string> shared, string after = "")
    {
        string layer = Local("layer");
        bool isNew = Target(value, out string name);
        if (name != start)
        {
            Line($"{(isNew ? "Sharp::torch.Tensor " : "")}{name} = {start};");
        }

        Line($"foreach (Sharp::torch.nn.Module<{ClassWriter.Takes(shared.Count + 1)}, Sharp::torch.Tensor> {layer} in {list})");
        Line("{");
        Line($"    {name} = {layer}.call({ClassWriter.Given([name, .. shared])}); // {value.Type.SizesText}");
        if (after.Length > 0)
        {
            Line("    " + after);
        }

        Line("}");
        Line("");
    }

    public void Line(string statement, string shape = "") => _lines.Add(shape.Length == 0 ? statement : $"{statement} // {shape}");

    /// <summary>A name that no field and no other local has.</summary>
    public string Local(string wanted)
    {
        string unique = wanted;
        for (int n = 2; !_taken.Add(unique); n++)
        {
            unique = wanted + Literals.Int(n);
        }

        return unique;
    }

    public string Batch()
    {
        _usesSizes = true;
        return Symbol.Batch.Name;
    }

    /// <summary>The steps of a sequence.</summary>
    public string Time(Value sequence) => TimeOr(sequence, _bindings[sequence].Names[0] + ".shape[1]");

    /// <summary>T, or the other text where windows have changed the number of steps.</summary>
    public string TimeOr(Value sequence, string otherwise)
    {
        if (_class.Inputs[0].Type.Axes.Count < 2 || !sequence.Type.Axes[1].Size.Equals(_class.Inputs[0].Type.Axes[1].Size))
        {
            return otherwise;
        }

        _usesSizes = true;
        return Symbol.Length.Name;
    }

    /// <summary>A module, seen from this class: <c>attn.c_proj</c> is <c>c_proj</c> inside <c>attn</c>, <c>experts.0.fc1</c> is <c>experts[0].fc1</c>.</summary>
    public string Member(string stem) => Find(stem, isCalled: false);

    /// <summary>The same of a module of which nothing but <c>call</c> is read.</summary>
    public string Called(string stem) => Find(stem, isCalled: true);

    private string Find(string stem, bool isCalled)
    {
        string inside = _class.Path.Length == 0 ? stem : stem.Substring(_class.Path.Length + 1);
        string[] words = inside.Split('.');
        string text = "";
        TorchClass? at = _class;
        for (int i = 0; i < words.Length; i++)
        {
            TorchMember? member = at?.Find(words[i]);
            if (at is not { IsList: true })
            {
                text += (i == 0 ? "" : ".") + CSharpNames.Escape(member?.Name ?? words[i]);
            }
            else
            {
                text += $"[{words[i]}]";
                bool isEnough = isCalled && i == words.Length - 1 && at.Members.All(each => each.IsPlain);
                text = !isEnough && TorchList.Cast(at, member!) is { } type ? $"(({type}){text})" : text;
            }

            at = member?.Class;
        }

        return text;
    }

    private string Bind(Value value, string name)
    {
        _bindings[value] = new([name], false);
        return name;
    }

    private bool Target(Value value, out string name)
    {
        Value? dying = _class.Steps![_step].Inputs.FirstOrDefault(input => IsDying(input) && IsReusable(input));
        if (value.Type == TensorType.Scalar)
        {
            name = Bind(value, Local(value.Name));
            return true;
        }

        bool isNew = dying is null && _free.Count == 0;
        name = dying is not null ? _bindings[dying].Names[0] : isNew ? Fresh(value) : _free[0];
        if (dying is null && !isNew)
        {
            _free.RemoveAt(0);
        }

        Bind(value, name);
        return isNew;
    }

    private string Fresh(Value value) => Local(IsMask(value) ? "mask" : _taken.Contains("x") ? "h" : "x");

    private void Release(Value input, Value output)
    {
        string name = _bindings[input].Names[0];
        if (IsReusable(input) && !_bindings[output].Names.Contains(name) && !_free.Contains(name))
        {
            _free.Add(name);
        }
    }

    private bool IsDying(Value value) => _lastUse[value] == _step;

    private bool IsReusable(Value value) => _bindings[value].Names.Count == 1 && value.Type.DType == DType.F32;

    private sealed record Binding(IReadOnlyList<string> Names, bool AreHeads);
}
