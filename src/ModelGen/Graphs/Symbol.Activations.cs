namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>x where x &gt; 0, alpha·(eˣ − 1) elsewhere; [F], [T, F] or [C, H, W] -> same.</summary>
    /// <param name="alpha"></param>
    public Symbol Elu(double alpha = 1) => Graph.Read();

    /// <summary>x·Φ(x), Φ the normal distribution function; [F], [T, F] or [C, H, W] -> same.</summary>
    /// <param name="tanh">Uses the paper's tanh approximation, as gpt2 does.</param>
    public Symbol Gelu(bool tanh = false) => Graph.Read();

    /// <summary>x · min(max(x + 3, 0), 6) / 6 of each value (Howard et al. 2019, arXiv:1905.02244); [F], [T, F] or [C, H, W] -> same.</summary>
    public Symbol HardSwish() => Graph.Read();

    /// <summary>x where x &gt; 0, slope·x elsewhere; [F], [T, F] or [C, H, W] -> same.</summary>
    /// <param name="slope"></param>
    public Symbol LeakyRelu(double slope = 0.01) => Graph.Read();

    /// <summary>min(max(x, 0), 6) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
    public Symbol Relu6() => Graph.Read();

    /// <summary>max(x, 0) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
    public Symbol Relu() => Graph.Read();

    /// <summary>1 / (1 + e^−x) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
    public Symbol Sigmoid() => Graph.Read();

    /// <summary>x·sigmoid(x) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
    public Symbol Silu() => Graph.Read();

    /// <summary>log(1 + eˣ) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
    public Symbol Softplus() => Graph.Read();

    /// <summary>tanh(x) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
    public Symbol Tanh() => Graph.Read();
}
