using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.PaddingMask;

namespace ModelGen.Compiler.Passes;

/// <summary>The loss of a model as graphs of their own, between the forward and the backward pass. Inputs: output, target, the weights of the examples, and the tokens where padding is left out.</summary>
internal static class LossPass
{
    /// <summary>The loss alone: for a target that differentiates by itself.</summary>
    /// <param name="masks">False: the weights tell what does not count.</param>
    public static Graph Forward(LoweredModel model, bool masks = true)
    {
        var builder = new GraphBuilder("Loss");
        Value output = Input("output", model.Main.Outputs[0].Type), target = Input("target", model.Target!), weights = Input("weights", TensorType.F32(output.Type.Axes[0]));
        InputDecl first = model.Inputs[0];
        Value? mask = masks && model.LeavesPaddingOut ? builder.Add(new PaddingMaskOp(first.Padding), "mask", Input("ids", first.Type)) : null;
        return Verify.Run(builder.Build(builder.Add(model.Loss!, "loss", output, target, weights, mask)));

        // By the names of the emitted members' parameters, which no layer's value may have.
        Value Input(string name, TensorType type)
        {
            Value input = builder.Input(name, type);
            input.Name = name;
            return input;
        }
    }

    /// <summary>The loss and its gradient with respect to the output: two results.</summary>
    /// <inheritdoc cref="Forward"/>
    public static Graph Run(LoweredModel model, bool masks = true)
    {
        TrainingGraph derived = Verify.Run(Differentiate.Run(Forward(model, masks)));
        Value loss = derived.Forward.Outputs[0], gradient = derived.InputGradients[0]!;
        gradient.Name = "dOutput";
        Graph both = derived.Forward with { Nodes = [.. derived.Forward.Nodes, .. RemoveDead.Run(derived.Backward, [gradient])], Outputs = [loss, gradient] };
        return Verify.Run(Fuse.Run(both));
    }
}
