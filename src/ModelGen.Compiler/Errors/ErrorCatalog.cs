using System.Collections.Generic;

namespace ModelGen.Compiler.Errors;

/// <summary>Title and severity of every diagnostic; the analyzer's descriptors and the tests are made from this table.</summary>
public static class ErrorCatalog
{
    public static IReadOnlyDictionary<ErrorId, ErrorInfo> All { get; } = new Dictionary<ErrorId, ErrorInfo>
    {
        [ErrorId.NotPartial] = new("A model or block must be a partial class", Severity.Error),
        [ErrorId.UnsupportedType] = new("The class cannot be completed by the compiler", Severity.Error),
        [ErrorId.InputMissing] = new("A model begins with its input", Severity.Error),
        [ErrorId.InputMisplaced] = new("A model has exactly one input, before its layers", Severity.Error),
        [ErrorId.NoLayers] = new("A model or block needs at least one layer", Severity.Error),
        [ErrorId.SplitDeclaration] = new("Layers must stand on one partial declaration", Severity.Error),
        [ErrorId.NotABlock] = new("Residual, Repeat and Use take a [Block] class", Severity.Error),
        [ErrorId.BlockRecursion] = new("A block must not contain itself", Severity.Error),
        [ErrorId.DuplicateName] = new("Two layers have the same name", Severity.Error),
        [ErrorId.PresetNotAlone] = new("A preset is the whole model", Severity.Error),
        [ErrorId.MisplacedHead] = new("A loss or target is out of place", Severity.Error),
        [ErrorId.UnsupportedLayer] = new("The compiler does not know this layer yet", Severity.Error),
        [ErrorId.BlockUnused] = new("No model uses this block", Severity.Info),
        [ErrorId.NotAModel] = new("Layers need [Model] or [Block] beside them", Severity.Error),
        [ErrorId.Unreadable] = new("A graph method holds what cannot be read", Severity.Error),
        [ErrorId.ForeignValue] = new("A value of one graph is used in another", Severity.Error),
        [ErrorId.NoArgument] = new("A parameter of an objective is neither output, input nor target", Severity.Error),
        [ErrorId.SmallTrained] = new("A model of small numbers is trained", Severity.Warning),
        [ErrorId.WrongInput] = new("A layer does not accept what it gets", Severity.Error),
        [ErrorId.FeaturesMismatch] = new("Stated and actual input size differ", Severity.Error),
        [ErrorId.WindowTooLarge] = new("A window is larger than what it slides over", Severity.Error),
        [ErrorId.BlockChangesType] = new("A residual or repeated block must keep its type", Severity.Error),
        [ErrorId.ReshapeMismatch] = new("A reshape must keep the number of values", Severity.Error),
        [ErrorId.LossMismatch] = new("The output does not fit the loss", Severity.Error),
        [ErrorId.UnknownSize] = new("A layer needs a size known at compile time", Severity.Error),
        [ErrorId.TargetMismatch] = new("The output does not fit the target", Severity.Error),
        [ErrorId.TiedMismatch] = new("A tied weight has another shape", Severity.Error),
        [ErrorId.OperandsDiffer] = new("Two operands disagree", Severity.Error),
        [ErrorId.AxisMissing] = new("An axis is not there", Severity.Error),
        [ErrorId.SharedMismatch] = new("A shared layer meets two types", Severity.Error),
        [ErrorId.AxisSizes] = new("One axis name has two sizes", Severity.Error),
        [ErrorId.OutOfRange] = new("A value is out of range", Severity.Error),
        [ErrorId.NotDivisible] = new("A size is not divisible", Severity.Error),
        [ErrorId.TooLarge] = new("A product of sizes is too large", Severity.Error),
        [ErrorId.PackageMissing] = new("A target's package is not referenced", Severity.Error),
        [ErrorId.NotOnTarget] = new("The target cannot express a layer", Severity.Error),
        [ErrorId.ArgumentShape] = new("An argument has another shape than the model takes", Severity.Error),
        [ErrorId.ExamplesDiffer] = new("Two arguments do not belong together", Severity.Error),
        [ErrorId.OneHotTarget] = new("One-hot rows stand where ids are expected", Severity.Error),
        [ErrorId.IdOutOfRange] = new("An id is out of range", Severity.Error),
        [ErrorId.CountMismatch] = new("An array does not have as many values as the shape", Severity.Error),
        [ErrorId.TensorReshape] = new("A tensor cannot take this shape", Severity.Error),
        [ErrorId.PaddingMismatch] = new("The data is padded with another id", Severity.Error),
        [ErrorId.LossTakesLogits] = new("The loss takes logits", Severity.Warning),
        [ErrorId.LogitsClipped] = new("An activation clips the logits", Severity.Warning),
        [ErrorId.ClassesMeanNothing] = new("The number of classes does not suit the loss", Severity.Warning),
        [ErrorId.TwoActivations] = new("Two activations in a row", Severity.Warning),
        [ErrorId.BiasCancelled] = new("The norm cancels the bias before it", Severity.Warning),
        [ErrorId.DropoutBeforeNorm] = new("Dropout stands directly before BatchNorm", Severity.Warning),
        [ErrorId.LooksChannelsLast] = new("The input looks channels-last", Severity.Warning),
        [ErrorId.NothingDependsOnIt] = new("No output depends on an input or a layer", Severity.Warning),
        [ErrorId.ValueUnused] = new("A value is computed and not used", Severity.Warning),
        [ErrorId.RemainderDropped] = new("A division of whole numbers leaves a remainder", Severity.Warning),
        [ErrorId.StaleShape] = new("A comment states another shape", Severity.Warning),
        [ErrorId.TensorMissing] = new("The weight file has no tensor for a parameter", Severity.Error),
        [ErrorId.TensorLeftOver] = new("The weight file has a tensor that no parameter takes", Severity.Error),
        [ErrorId.TensorShape] = new("A tensor of the weight file has another shape", Severity.Error),
        [ErrorId.FileMissing] = new("A file that an attribute names is not there", Severity.Error),
        [ErrorId.ConfigUnreadable] = new("A published file cannot be read", Severity.Error),
        [ErrorId.ConfigUnknown] = new("A published configuration says what is not known", Severity.Error),
        [ErrorId.ConfigWrong] = new("A published configuration contradicts itself", Severity.Error),
        [ErrorId.TensorType] = new("A tensor of the weight file is of a type that is not read", Severity.Error),
        [ErrorId.Internal] = new("The ModelGen compiler failed", Severity.Error),
    };

    /// <summary>The id as users see it: <c>MGEN1001</c>.</summary>
    public static string Code(ErrorId id) => "MGEN" + ((int)id).ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
}

public sealed record ErrorInfo(string Title, Severity Severity);

public enum Severity
{
    Error,
    Warning,
    Info,
}
