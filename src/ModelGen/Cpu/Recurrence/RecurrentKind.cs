using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Recurrent cells; gates stand in PyTorch's order.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum RecurrentKind
{
    /// <summary>h' = tanh(p + u).</summary>
    Rnn,

    /// <summary>Gates i, f, g, o: c' = σ(f) c + σ(i) tanh(g), h' = σ(o) tanh(c') (Hochreiter and Schmidhuber 1997; Gers et al. 2000).</summary>
    Lstm,

    /// <summary>Gates r, z, n: n = tanh(p + r u), h' = (1 - z) n + z h (Cho et al. 2014, arXiv:1406.1078, in the form of cuDNN).</summary>
    Gru,
}
