namespace ModelGen.Compiler.Emit;

/// <summary>The public members of a model, in the order in which they are written.</summary>
internal enum MemberKind
{
    Info,
    Construct,
    ConstructFromFile,
    Parameters,
    Store,
    Predict,
    PredictInto,
    PredictSeeded,
    PredictSeededInto,
    Forward,
    Backward,
    RandomState,
    ComputeGradients,
    ComputeGradientsWeighted,
    ComputeLoss,
    ComputeLossWeighted,
    OutputCount,
    ComputeGradientsOfBatch,
    ComputeGradientsOfTensors,
    ComputeLossOfBatch,
    ComputeLossOfTensors,
    TotalWeight,
    PredictProbabilities,
    PredictProbabilitiesInto,
    PredictClasses,
    SaveFile,
    LoadFile,
    SaveStream,
    LoadStream,
    CreateDecoder,

    /// <summary>Of a target's own class.</summary>
    OfTarget,
}
