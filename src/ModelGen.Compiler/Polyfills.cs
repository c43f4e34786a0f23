// The compiler runs inside Roslyn on netstandard2.0; C#'s records and init-only members need this one type.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
