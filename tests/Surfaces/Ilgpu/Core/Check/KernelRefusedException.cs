using System;

namespace ILGPU.Surface;

/// <summary>A kernel that ILGPU would not compile for every GPU.</summary>
public sealed class KernelRefusedException(string message) : NotSupportedException(message);
