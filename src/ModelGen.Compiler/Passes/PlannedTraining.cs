using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>A graph's two training passes.</summary>
internal sealed record PlannedTraining(TrainingGraph Graph, TrainingFrames Frames);
