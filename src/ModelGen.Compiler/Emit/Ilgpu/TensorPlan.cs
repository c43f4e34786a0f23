using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>What passes in 16 bits need: room for rounded operands, and which values are rounded where they are made: those that only products and attention read. They lie in the first half of their place.</summary>
internal sealed class TensorPlan
{
    private readonly HashSet<Value> _rounded = [];
    private readonly Dictionary<Value, List<(Node Node, int Input)>> _readers = [];
    private readonly List<Dim> _operands = [];
    private readonly long _context;

    private TensorPlan(IEnumerable<Node> nodes, long context)
    {
        _context = context;
        foreach (Node node in nodes)
        {
            Read(node);
        }
    }

    /// <summary>Passes of prediction or decoding that share their values.</summary>
    public static TensorPlan OfPrediction(IReadOnlyList<PlannedPass> passes, long context)
    {
        var plan = new TensorPlan(passes.SelectMany(pass => pass.Nodes), context);
        foreach (PlannedPass pass in passes)
        {
            foreach (Node node in pass.Nodes.Where(node => !pass.Graph.Outputs.Contains(node.Output) && CanRound(node) && plan.Readers(node.Output).All(reader => Takes(reader.Node, reader.Input))))
            {
                plan._rounded.Add(node.Output);
            }
        }

        return plan;
    }

    /// <summary>Training: what is kept for the backward pass has 32 bits.</summary>
    public static TensorPlan OfTraining(IReadOnlyList<PlannedTraining> passes, long context) =>
        new(passes.SelectMany(pass => pass.Graph.Forward.Nodes.Concat(pass.Graph.Backward)), context);

    /// <summary>The sizes of operands that must be rounded before they are multiplied.</summary>
    public IReadOnlyList<Dim> Operands => _operands;

    public bool IsRounded(Value value) => _rounded.Contains(value);

    /// <summary>Whether attention runs on tensor cores.</summary>
    public static bool IsTensor(PackedAttentionOp op) => op.Window == 0 && op.SoftCap == 0 && !op.HasTexts && op.Dropout == 0 && TensorAttentionKernel.Supports(op.Heads);

    /// <inheritdoc cref="IsTensor(PackedAttentionOp)"/>
    public static bool IsTensor(CachedAttentionOp op) => op.Window == 0 && op.SoftCap == 0 && TensorAttentionKernel.Supports(op.Heads);

    private IReadOnlyList<(Node Node, int Input)> Readers(Value value) => _readers.TryGetValue(value, out List<(Node, int)>? readers) ? readers : [];

    private void Read(Node node)
    {
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i] is { Parameter: null } value)
            {
                if (!_readers.TryGetValue(value, out List<(Node, int)>? readers))
                {
                    _readers.Add(value, readers = []);
                }

                readers.Add((node, i));
            }
        }

        Dim? operand = node.Op switch
        {
            LinearOp => Rows(node) * Pitch(node, 0),
            LinearWeightGradientOp => Rows(node) * (Pitch(node, 0) + Pitch(node, 1)),
            PackedAttentionGradientOp gradient => Rows(node) * (gradient.Forward.Heads.PackedWidth + gradient.Forward.Heads.QueryWidth),
            PackedAttentionOp attention => TensorAttentionKernel.Operand(attention.Heads, Rows(node), _context, isCached: false),
            CachedAttentionOp attention => TensorAttentionKernel.Operand(attention.Heads, Rows(node), _context, isCached: true),
            _ => null,
        };
        if (operand is not null)
        {
            _operands.Add(operand);
        }
    }

    private static Dim Rows(Node node) => node.Input(0).Type.Rows;

    private static long Pitch(Node node, int input) => TensorProduct.Pitch(node.Input(input).Type.Last.Size.Constant);

    // A residual may lie where the result goes, in 32 bits, and a value before the activation has no 16-bit form.
    private static bool CanRound(Node node) => node.Op switch
    {
        LinearOp => !node.Has(3) && TensorProduct.CanRound(node.Output.Type.Last.Size.Constant),
        PackedAttentionOp attention => IsTensor(attention),
        CachedAttentionOp attention => IsTensor(attention),
        _ => false,
    };

    private static bool Takes(Node reader, int input) => input == 0 && reader.Op switch
    {
        LinearOp => true,
        PackedAttentionOp attention => attention.RotaryBase == 0 && IsTensor(attention),
        _ => false,
    };
}
