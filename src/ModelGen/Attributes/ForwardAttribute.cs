using System;

namespace ModelGen;

/// <summary>
/// Marks the graph method of a <see cref="ModelAttribute">[Model]</see> or <see cref="BlockAttribute">[Block]</see> class: a static method that returns a <see cref="Symbol"/>, or a tuple of them with names, made of its
/// parameters. The compiler reads its body; nobody runs it. Parameters of a model's method carry an input attribute, those of a block's none.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ForwardAttribute : Attribute;
