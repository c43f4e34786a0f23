namespace ModelGen.Cpu.Products;

/// <summary>One matrix product, its lengths checked, in pointers: C[m, n] (=|+=) A[m, k] · B[k, n], then the epilogue.</summary>
internal unsafe struct Product
{
    public int M;
    public int N;
    public int K;
    public Operand A;
    public Operand B;
    public float* C;
    public nint CStep;
    public bool Accumulate;
    public Epilogue Epilogue;

    /// <summary>[m] and [n]: what whole numbers are multiplied by, which A and B have pairs of in the places of floats; null for floats.</summary>
    public float* RowScales;
    public float* ColumnScales;
}
