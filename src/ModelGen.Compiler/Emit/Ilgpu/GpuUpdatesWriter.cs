namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>An optimizer whose state is on the device, and the updates by it.</summary>
internal static class GpuUpdatesWriter
{
    public static void Fields(CodeWriter code)
    {
        code.Line("private Gpu::GpuOptimizer? _optimizer;");
        code.Line("private bool _isClipped;");
        code.Line("private bool _isSkipped;");
    }

    public static void Write(CodeWriter code, string model)
    {
        Optimizers(code, model);
        Updates(code);
    }

    public static void Optimizers(CodeWriter code, string model)
    {
        code.Line("/// <summary>Updates by AdamW from here on; its state is on the device and starts at 0.</summary>");
        code.Line("/// <remarks>The defaults are those of <see cref=\"global::ModelGen.Training.AdamW\"/>.</remarks>");
        code.Line("public void UseAdamW(float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float weightDecay = 0.01f) =>");
        code.Line("    Use(Gpu::GpuOptimizer.AdamW(_device, _weights, learningRate, beta1, beta2, epsilon, weightDecay));").Line();
        code.Line("/// <summary>Updates by stochastic gradient descent from here on.</summary>");
        code.Line("public void UseSgd(float learningRate = 0.01f, float momentum = 0, float weightDecay = 0) =>");
        code.Line("    Use(Gpu::GpuOptimizer.Sgd(_device, _weights, learningRate, momentum, weightDecay));").Line();
        using (code.Block("private void Use(Gpu::GpuOptimizer optimizer)"))
        {
            code.Line("_optimizer?.Free();");
            code.Line("_optimizer = optimizer;");
        }

        code.Line();
        code.Line("private Gpu::GpuOptimizer Optimizer => _optimizer ?? throw new global::System.InvalidOperationException(");
        code.Line($"    {Literals.Text(model + ": there is no optimizer: call UseAdamW or UseSgd first")});").Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block("public float LearningRate"))
        {
            code.Line("get => Optimizer.LearningRate;");
            code.Line("set => Optimizer.LearningRate = value;");
        }

        code.Line();
    }

    public static void Updates(CodeWriter code)
    {
        code.Line("/// <inheritdoc/>");
        code.Line("public void ScaleGradients(float factor) => Gpu::ElementwiseKernels.Scale(_device, _weights.Gradients, factor, _weights.Count);").Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block("public float ClipGradients(float maximumNorm)"))
        {
            code.Line("Optimizer.Clip(maximumNorm);");
            code.Line("_isClipped = true;");
            code.Line("float norm = Optimizer.Norm();");
            using (code.Block("if (_lossScale is null)"))
            {
                code.Line("return norm;");
            }

            code.Line();
            code.Line("// What overflowed in 16 bits: the update is left out, as if there were no gradients.");
            code.Line("bool mayHelp = _lossScale.CanShrink;");
            code.Line("_isSkipped = !_lossScale.Accepts(norm);");
            code.Line("return _isSkipped && mayHelp ? 0 : norm;");
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block("public void Update()"))
        {
            using (code.Block("if (_lossScale is not null && !_isClipped)"))
            {
                code.Line("ClipGradients(float.PositiveInfinity);");
            }

            code.Line();
            using (code.Block("if (_isSkipped)"))
            {
                code.Line("SkippedUpdates++;");
                code.Line("_weights.ClearGradients();");
            }

            using (code.Block("else"))
            {
                code.Line("Optimizer.Update(_isClipped);");
            }

            code.Line();
            code.Line("(_isClipped, _isSkipped) = (false, false);");
        }

        code.Line();
        code.Line("/// <summary>Updates that training in <c>Float16</c> left out because a gradient overflowed; each halved <see cref=\"LossScale\"/>.</summary>");
        code.Line("public long SkippedUpdates { get; private set; }").Line();
        code.Line("/// <summary>Clips and updates without waiting for the device, but for training in <c>Float16</c>, which waits for the norm; a norm that is not finite leaves the weights as they are.</summary>");
        code.Line("/// <param name=\"maximumNorm\">The largest global norm of the gradients; infinity: no clipping.</param>");
        using (code.Block("public void Step(float maximumNorm = float.PositiveInfinity)"))
        {
            using (code.Block("if (_lossScale is not null)"))
            {
                code.Line("ClipGradients(maximumNorm);");
            }

            using (code.Block("else if (!float.IsPositiveInfinity(maximumNorm))"))
            {
                code.Line("Optimizer.Clip(maximumNorm);");
                code.Line("_isClipped = true;");
            }

            code.Line();
            code.Line("Update();");
        }

        code.Line();
    }
}
