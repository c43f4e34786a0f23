using System;

namespace ModelGen;

/// <summary>
/// Marks a partial class whose layers other models use through <see cref="ResidualAttribute{TBlock}"/>, <see cref="RepeatAttribute{TBlock}"/>
/// and <see cref="UseAttribute{TBlock}"/>. It has no input: its input type is that of the place where it is used.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;
