using System.Reflection.Emit;

namespace ILGPU.Surface;

/// <param name="Token">The operand where it is a metadata token, otherwise 0.</param>
internal readonly record struct IlInstruction(OpCode Code, int Token);
