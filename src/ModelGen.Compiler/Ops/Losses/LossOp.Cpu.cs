using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Losses;

public abstract partial class LossOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        if (Reduction == Reduction.Mean)
        {
            Mean(cpu, node, 0, node.Output, null);
        }
        else
        {
            (string kernel, string[] first) = TermsKernel(0);
            cpu.Call(node, kernel, [.. first, .. Arguments(cpu, node, 0, cpu.Use(node.Output), 0)]);
        }
    }

    /// <summary>Writes the one call that gives a mean loss, its gradient, or both.</summary>
    /// <param name="first">Where the loss's inputs begin among the node's.</param>
    /// <param name="argument">Of what the gradient is: 0 the output, 1 the target.</param>
    internal void Mean(CpuCalls cpu, Node node, int first, Value? loss, Value? gradient, int argument = 0, params string[] more)
    {
        string result = loss is null ? "" : cpu.Use(loss) + "[0] = ";
        string weights = node.Has(first + 2) ? $"weights: {cpu.Use(node.Input(first + 2))}" : "";
        string[] arguments = Arguments(cpu, node, first, gradient is null ? "default" : cpu.Use(gradient), argument);
        cpu.Method.Call(NodeText.Comment(node), $"{result}Cpu::LossKernels.{Kernel(argument)}", [.. new[] { "team" }, .. arguments, .. weights.Length > 0 ? new[] { weights } : [], .. more]);
    }

    /// <summary>Writes the call that gives the gradient of what is no mean; the node's first input is that of the terms.</summary>
    internal void TermsGradient(CpuCalls cpu, Node node, int argument)
    {
        (string kernel, string[] first) = TermsKernel(argument);
        cpu.Call(node, kernel + "Gradient", [.. first, cpu.Use(node.Input(0)), .. Arguments(cpu, node, 1, cpu.Use(node.Output), argument)]);
    }

    /// <summary>The kernel of the terms, and what it is told first.</summary>
    private protected virtual (string Kernel, string[] First) TermsKernel(int argument) => ("LossKernels.Terms", ["Cpu::PairLossKind." + Kernel(argument)]);

    /// <summary>The kernel: of the target's gradient where output and target are not alike.</summary>
    private protected virtual string Kernel(int argument) => GetType().Name.Substring(0, GetType().Name.Length - 2);

    // Of what is alike in both, the gradient of the target is that of the output with the two exchanged.
    private protected virtual string[] Arguments(CpuCalls cpu, Node node, int first, string gradient, int argument)
    {
        string[] mask = node.Has(first + 3) ? [$"mask: {cpu.Use(node.Input(first + 3))}"] : [];
        return [cpu.Use(node.Input(first + argument)), cpu.Use(node.Input(first + 1 - argument)), gradient, Count(node.Input(first)), .. mask];
    }
}

public sealed partial class BinaryCrossEntropyOp
{
    private protected override string Kernel(int argument) => base.Kernel(argument) + (argument == 0 ? "" : "OfTargets");
}

public sealed partial class CrossEntropyOp
{
    private protected override (string Kernel, string[] First) TermsKernel(int argument) => ("LossKernels.CrossEntropyTerms", []);

    private protected override string[] Arguments(CpuCalls cpu, Node node, int first, string gradient, int argument)
    {
        Value logits = node.Input(first);
        string mask = node.Has(first + 3) ? cpu.Use(node.Input(first + 3)) : "default";
        string[] options = Smoothing != 0 || IgnoreIndex != -100 ? [$"labelSmoothing: {Literals.Float(Smoothing)}", $"ignoreIndex: {Literals.Int(IgnoreIndex)}"] : [];
        string[] classes = ClassWeights.Count == 0 ? [] : [$"classWeights: {Literals.List(ClassWeights)}"];
        return [cpu.Use(logits), cpu.Use(node.Input(first + 1)), mask, gradient, Rows(logits), Last(logits), .. options, .. classes];
    }
}

public sealed partial class LossGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        if (Loss.Reduction == Reduction.Mean)
        {
            Loss.Mean(cpu, node, 1, null, node.Output, Argument, $"scale: {cpu.Use(node.Input(0))}[0]");
        }
        else
        {
            Loss.TermsGradient(cpu, node, Argument);
        }
    }
}

public sealed partial class LossAndGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => Loss.Mean(cpu, node, 0, node.Outputs[0], node.Outputs[1]);
}
