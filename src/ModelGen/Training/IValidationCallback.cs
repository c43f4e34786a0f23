namespace ModelGen.Training;

/// <summary>A callback or schedule that acts on validation losses and does nothing without: Fit refuses to run where it would wait in vain.</summary>
public interface IValidationCallback : ITrainingCallback;
