using System;

namespace ModelGen;

/// <summary>Marks a static method of a model whose layers' parameters exist once, however often graph methods call it. Their name is the method's.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SharedAttribute : Attribute;
