namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>A register, a constant, a special register, a label, or an address made of a register or a symbol and a constant.</summary>
/// <param name="Register">Its number, or -1.</param>
/// <param name="Constant">The value, or what is added to the register's.</param>
/// <param name="Name">A label, a parameter or a special register.</param>
internal readonly record struct PtxOperand(int Register, ulong Constant = 0, string? Name = null, bool IsAddress = false);
