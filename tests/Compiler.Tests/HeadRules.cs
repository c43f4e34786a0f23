using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Loss and Target against the output.</summary>
public class HeadRules
{
    [Theory]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy)", "[F:3]")]
    [InlineData("Sequence(8, MaxLength = 9), Linear(3), Loss(Loss.CrossEntropy, LabelSmoothing = 0.1, IgnoreIndex = -1)", "[T<=9, F:3]")]
    [InlineData("Input(8), Linear(3), Loss(Loss.BinaryCrossEntropy)", "[F:3]")]
    [InlineData("Input(3, 8, 8), Relu, Loss(Loss.MeanSquaredError)", "[C:3, H:8, W:8]")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy), Target(Classes = 3)", "[F:3]")]
    [InlineData("Input(8), Linear(1), Loss(Loss.BinaryCrossEntropy), Target(Classes = 1)", "[F:1]")]
    [InlineData("Input(3, 8, 8), Relu, Loss(Loss.CrossEntropy)", "MGEN1006 at M[2]: Loss.CrossEntropy takes an output [F:classes] or [T, F:classes], but the model ends in [C:3, H:8, W:8]: end in [Flatten, Linear(classes)]; see M[1]")]
    [InlineData("Sequence(8, MaxLength = 9), Linear(3), Loss(Loss.BinaryCrossEntropy)", "MGEN1006 at M[2]: Loss.BinaryCrossEntropy takes an output [F], but the model ends in [T<=9, F:3]: pool over time ([GlobalAveragePool]) or take a step ([TakeLast]) first; see M[1]")]
    [InlineData("Input(28, 28), Loss(Loss.BinaryCrossEntropy), Flatten", "[F:784]")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy), Target(Classes = 4)", "MGEN1008 at M[3].Classes: Target has 4 classes, but the model ends in [F:3]: set the last layer to 4 outputs; see M[1]")]
    [InlineData("Input(8), Linear(3), Loss(Loss.MeanSquaredError), Target(Classes = 3)", "MGEN0011 at M[3]: 'Target' states the classes of CrossEntropy or BinaryCrossEntropy; it means nothing beside Loss.MeanSquaredError")]
    [InlineData("Input(8), Linear(3), Target(Classes = 3)", "MGEN0011 at M[2]: 'Target' states the classes of CrossEntropy or BinaryCrossEntropy; it means nothing beside a model without a loss")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy), Loss(Loss.CrossEntropy)", "MGEN0011 at M[3]: A model has at most one 'Loss': remove this one; see M[2]")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy), Target(Classes = 3), Target(Classes = 3)", "MGEN0011 at M[4]: A model has at most one 'Target': remove this one; see M[3]")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy, LabelSmoothing = 1)", "MGEN2001 at M[2].LabelSmoothing: LabelSmoothing of 'Loss' must be at least 0 and below 1, not 1")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy, ClassWeights = new[] { 1, 2 })", "MGEN1006 at M[2].ClassWeights: ClassWeights of 'Loss' has 2 weights, but the model ends in [F:3]: give one for each class; see M[1]")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy, ClassWeights = new[] { 1, -2, 1 })", "MGEN2001 at M[2].ClassWeights: ClassWeights of 'Loss' must be finite and at least 0, not -2")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy, ClassWeights = new[] { 1, NaN, 1 })", "MGEN2001 at M[2].ClassWeights: ClassWeights of 'Loss' must be finite and at least 0, not NaN")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy, ClassWeights = new[] { 0, 0, 0 })", "MGEN2001 at M[2].ClassWeights: ClassWeights of 'Loss' has no weight above 0: nothing would be learned")]
    [InlineData("Input(8), Linear(3), Loss(Loss.MeanSquaredError, ClassWeights = new[] { 1, 2, 3 })", "MGEN2001 at M[2].ClassWeights: ClassWeights of 'Loss' are weights of class ids, which CrossEntropy alone has: give the examples weights in the data instead")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy, LabelSmoothing = -0.1)", "MGEN2001 at M[2].LabelSmoothing: LabelSmoothing of 'Loss' must be at least 0 and below 1, not -0.1")]
    [InlineData("Input(8), Linear(3), Loss(Loss.Huber)", "[F:3]")]
    [InlineData("Input(3, 4, 4), Relu, Loss(Loss.MeanAbsoluteError)", "[C:3, H:4, W:4]")]
    [InlineData("Input(8), Linear(3), Loss(Loss.99)", "MGEN0012 at M[2].loss: The compiler does not know Loss.99 yet")]
    [InlineData("Input(8), Linear(3), Loss(Loss.CrossEntropy), Target(Classes = 0)", "MGEN2001 at M[3].Classes: Classes of 'Target' must be at least 1, not 0")]
    public void Heads(string declaration, string expected) => Rules.Check(declaration, expected);
}
