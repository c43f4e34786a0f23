using System;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Elementwise;

public sealed partial class ElementwiseOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node)
    {
        (string method, string[] arguments) = Call(Expression.Terms.Count - 1);
        onnx.Call(node, method, arguments);

        string Text(int index)
        {
            Term term = Expression.Terms[index];
            if (term.Function is null)
            {
                return term.IsConstant ? $"{OnnxCalls.Graph}.Number({Literals.Float(term.Constant)})" : Operand(term.Input);
            }

            (string inner, string[] all) = Call(index);
            return $"{OnnxCalls.Graph}.{inner}({string.Join(", ", all)})";
        }

        string Operand(int input)
        {
            string[] missing = [.. Missing(node.Input(input).Type, node.Output.Type).Select(axis => Literals.Int(axis))];
            return missing.Length == 0 ? onnx.Operand(node, input) : $"{OnnxCalls.Graph}.Unsqueeze({onnx.Operand(node, input)}, {string.Join(", ", missing)})";
        }

        (string Method, string[] Arguments) Call(int index)
        {
            Term term = Expression.Terms[index];
            Function function = term.Function ?? Functions.Add;
            string[] all = [.. term.Arguments.Select(Text)];
            return function.Activation != Activation.None ? ("Activation", [all[0], Literals.Text(function.Name)])
                : function == Functions.LeakyRelu || function == Functions.Elu ? ("Sloped", [all[0], Literals.Text(function.Name), Literals.Float(Expression.Terms[term.Arguments[1]].Constant)])
                : function == Functions.Add ? ("Add", all)
                : function == Functions.Square ? ("Apply", [Literals.Text("Mul"), all[0], all[0]])
                : function == Functions.Relu6 ? ("Apply", [Literals.Text("Clip"), all[0], $"{OnnxCalls.Graph}.Number(0f)", $"{OnnxCalls.Graph}.Number(6f)"])
                : function.Onnx.Length > 0 ? ("Apply", [Literals.Text(function.Onnx), .. all])
                : throw new InvalidOperationException($"The ONNX target does not know {function.Name}");
        }
    }
}
