using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Errors;

/// <summary>
/// What a compilation gives: the generator takes the value, the analyzer takes the errors. There is a value even when there
/// are errors, so that one wrong number never becomes twenty follow-up errors in the user's code.
/// </summary>
public sealed record Result<T>(T Value, EquatableArray<ModelError> Errors = default)
{
    public bool IsOk
    {
        get
        {
            foreach (ModelError error in Errors)
            {
                if (ErrorCatalog.All[error.Id].Severity == Severity.Error)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
