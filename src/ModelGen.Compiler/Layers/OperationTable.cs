using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Layers;

/// <summary>Every operation of graph methods, by the name of the member of <c>Symbol</c> or <c>Graph</c>; operators by the names that C# gives them.</summary>
internal static class OperationTable
{
    private static readonly Dictionary<string, Operation> s_operations = new Operation[]
    {
        new FunctionOperation("Add", Functions.Add),
        new FunctionOperation("Subtract", Functions.Subtract),
        new FunctionOperation("Multiply", Functions.Multiply),
        new FunctionOperation("Divide", Functions.Divide),
        new FunctionOperation("Negate", Functions.Negate),
        new FunctionOperation("Maximum", Functions.Maximum),
        new FunctionOperation("Minimum", Functions.Minimum),
        new FunctionOperation("Less", Functions.Less),
        new FunctionOperation("AtMost", Functions.AtMost),
        new FunctionOperation("Greater", Functions.Less) { IsSwapped = true },
        new FunctionOperation("AtLeast", Functions.AtMost) { IsSwapped = true },
        new FunctionOperation("Equal", Functions.Equal),
        new FunctionOperation("And", Functions.And),
        new FunctionOperation("Or", Functions.Or),
        new FunctionOperation("Not", Functions.Not),
        new FunctionOperation("Where", Functions.Where),
        new FunctionOperation("Exp", Functions.Exp),
        new FunctionOperation("Log", Functions.Log),
        new FunctionOperation("Sqrt", Functions.Sqrt),
        new FunctionOperation("Square", Functions.Square),
        new FunctionOperation("Abs", Functions.Abs),
        new FunctionOperation("Erf", Functions.Erf),
        new FunctionOperation("Sin", Functions.Sin),
        new FunctionOperation("Cos", Functions.Cos),
        new FunctionOperation("Clamp", Functions.Clamp, "min", "max"),
        new FunctionOperation("Pow", Functions.Power, "exponent"),
        new ConcatOperation(),
        new StackOperation(),
        new ShapeOperation("Transpose", ShapeOperation.Transpose),
        new ShapeOperation("Slice", ShapeOperation.Slice),
        new ShapeOperation("Tile", ShapeOperation.Tile),
        new ShapeOperation("Flip", ShapeOperation.Flip),
        new ShapeOperation("Squeeze", ShapeOperation.Squeeze),
        new ShapeOperation("CumSum", ShapeOperation.CumSum),
        new FormulaOperation("Normalize", Formulas.Normalize),
        new FormulaOperation("LogSumExp", Formulas.LogSumExp),
        new FormulaOperation("Softmax", Formulas.Softmax),
        new FormulaOperation("LogSoftmax", Formulas.LogSoftmax),
        new ProductOperation("MatMul"),
        new ProductOperation("Dot"),
        new ProductOperation("Outer"),
        new CosineOperation(),
        new ReduceOperation("Sum", ReduceKind.Sum),
        new ReduceOperation("Mean", ReduceKind.Mean),
        new ReduceOperation("Max", ReduceKind.Max),
        new ReduceOperation("Min", ReduceKind.Min),
        new VarianceOperation(),
        new TermsOperation("Focal"),
        new TermsOperation("BinaryFocal"),
        new TermsOperation("KlDivergence"),
        new TermsOperation("CosineDistance"),
        new TermsOperation("Triplet"),
        new TermsOperation("InfoNce"),
        new LossOperation("CrossEntropy"),
        new LossOperation("BinaryCrossEntropy"),
        new LossOperation("MeanSquaredError"),
        new LossOperation("MeanAbsoluteError"),
        new LossOperation("Huber"),
    }.ToDictionary(operation => operation.Kind);

    public static Operation? Find(string kind) => s_operations.TryGetValue(kind, out Operation? operation) ? operation : null;
}
