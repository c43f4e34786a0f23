using System;

namespace ILGPU.Surface;

/// <summary>Unwinds the waiting threads of a group in which one has failed.</summary>
internal sealed class FlowAbandonedException : Exception;
