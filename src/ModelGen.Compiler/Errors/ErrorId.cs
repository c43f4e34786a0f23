namespace ModelGen.Compiler.Errors;

/// <summary>Every diagnostic of the product. The number is the user's key to <c>docs/diagnostics/MGENnnnn.md</c>.</summary>
public enum ErrorId
{
    // Usage
    NotPartial = 1,
    UnsupportedType = 2,
    InputMissing = 3,
    InputMisplaced = 4,
    NoLayers = 5,
    SplitDeclaration = 6,
    NotABlock = 7,
    BlockRecursion = 8,
    DuplicateName = 9,
    PresetNotAlone = 10,
    MisplacedHead = 11,
    UnsupportedLayer = 12,
    BlockUnused = 13,

    /// <summary>Reported by the analyzer alone: without one of the three attributes there is no specification.</summary>
    NotAModel = 14,

    // Graph methods
    Unreadable = 15,

    /// <summary>A value of one graph in another.</summary>
    ForeignValue = 16,

    /// <summary>A parameter of an objective.</summary>
    NoArgument = 17,

    /// <summary>Reported by the analyzer alone: a call that trains a model of small numbers.</summary>
    SmallTrained = 18,

    // Shapes
    WrongInput = 1001,
    FeaturesMismatch = 1002,
    WindowTooLarge = 1003,
    BlockChangesType = 1004,
    ReshapeMismatch = 1005,
    LossMismatch = 1006,
    UnknownSize = 1007,
    TargetMismatch = 1008,
    TiedMismatch = 1009,
    OperandsDiffer = 1010,
    AxisMissing = 1011,
    SharedMismatch = 1012,
    AxisSizes = 1013,

    // Values
    OutOfRange = 2001,
    NotDivisible = 2002,
    TooLarge = 2003,

    // Targets
    PackageMissing = 3001,
    NotOnTarget = 3002,

    // Data edges: reported by the analyzer alone, at calls
    ArgumentShape = 4001,
    ExamplesDiffer = 4002,
    OneHotTarget = 4003,
    IdOutOfRange = 4004,
    CountMismatch = 4005,
    TensorReshape = 4006,
    PaddingMismatch = 4007,

    // Advice
    LossTakesLogits = 5001,
    LogitsClipped = 5002,
    ClassesMeanNothing = 5003,
    TwoActivations = 5004,
    BiasCancelled = 5005,
    DropoutBeforeNorm = 5006,
    LooksChannelsLast = 5007,

    /// <summary>A parameter, a layer or an input that no output depends on.</summary>
    NothingDependsOnIt = 5008,
    ValueUnused = 5009,
    RemainderDropped = 5010,

    /// <summary>Reported by the analyzer alone: comments are in no specification.</summary>
    StaleShape = 5011,

    // Published checkpoints
    TensorMissing = 6001,
    TensorLeftOver = 6002,
    TensorShape = 6003,
    FileMissing = 6004,
    ConfigUnreadable = 6005,

    /// <summary>A field or a value that changes numbers in a way that is not known.</summary>
    ConfigUnknown = 6006,

    /// <summary>A value that cannot be right.</summary>
    ConfigWrong = 6007,

    /// <summary>A tensor of a weight file whose numbers do not become a parameter's.</summary>
    TensorType = 6008,

    Internal = 9001,
}
