namespace ModelGen.Compiler.Passes;

/// <summary>The memory of a training step: two frames over one saved region.</summary>
public sealed record TrainingFrames(Frame Forward, Frame Backward);
