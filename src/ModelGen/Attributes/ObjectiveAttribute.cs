using System;

namespace ModelGen;

/// <summary>
/// Marks the static method of a model with a graph method that says what training makes small, in the place of <see cref="LossAttribute"/>. A parameter called as an output of the graph method is that output (a single output
/// is called as the method, its first letter small), one called as an input is that input, and one with an input attribute is a target. It returns a <see cref="Symbol"/>: one number for the batch, or one for each
/// example, whose mean is taken. It owns no parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ObjectiveAttribute : Attribute;
