namespace ModelGen.Compiler.Ops.Recurrent;

/// <summary>Recurrent cells; the names are those of the runtime's enum.</summary>
public enum RecurrentKind
{
    Rnn,
    Lstm,
    Gru,
}
