using System;

namespace ModelGen;

/// <summary>An input of a graph method that is one number for each example, [F:1].</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ScalarAttribute : Attribute;
