namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>In what precision a session predicts and trains: fields, their construction, and which passes run.</summary>
internal static class GpuPrecisionWriter
{
    public static void Fields(CodeWriter code)
    {
        code.Line("private readonly Gpu::GpuTensors? _tensors;");
        code.Line("private readonly Gpu::GpuTensors? _trainingTensors;");
        code.Line("private readonly Gpu::LossScale? _lossScale;");
    }

    /// <summary>After the weights.</summary>
    public static void Construct(CodeWriter code)
    {
        code.Line("_tensors = precision == global::ModelGen.GpuPrecision.Float32 ? null : new Gpu::GpuTensors(_device, _weights, precision);");
        code.Line("_trainingTensors = trainingPrecision == global::ModelGen.GpuPrecision.Float32 ? null : trainingPrecision == precision ? _tensors : new Gpu::GpuTensors(_device, _weights, trainingPrecision);");
        code.Line("_lossScale = trainingPrecision == global::ModelGen.GpuPrecision.Float16 ? new Gpu::LossScale(_trainingTensors!) : null;");
    }

    public static void Members(CodeWriter code, Member lossScale)
    {
        lossScale.Document(code);
        using (code.Block($"public {lossScale.Head}"))
        {
            code.Line("get => _lossScale?.Value ?? 1;");
            code.Line("set => (_lossScale ?? throw new global::System.InvalidOperationException(\"Only training in Float16 scales the loss: pass trainingPrecision to the constructor\")).Value = value;");
        }

        code.Line();
    }

    /// <summary>A pass of training in the session's precision.</summary>
    /// <param name="begins">It is the first of a step: rounded weights follow those that have changed.</param>
    public static void Run(CodeWriter code, string pass, string sizes, string[] arguments, bool begins)
    {
        using (code.Block("if (_trainingTensors is null)"))
        {
            code.Call($"Passes.{pass}", ["_device", "_weights", "_parameters", .. arguments]);
        }

        using (code.Block("else"))
        {
            if (begins)
            {
                code.Line($"_trainingTensors.Begin(TensorPasses.TrainingOperand({sizes}));");
            }

            code.Call($"TensorPasses.{pass}", ["_device", "_weights", "_trainingTensors", "_parameters", .. arguments]);
        }

        code.Line();
    }
}
