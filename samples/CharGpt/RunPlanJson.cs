using System.Text.Json;
using System.Text.Json.Serialization;

namespace CharGptSample;

/// <summary>How a plan is written; made at compile time, so that the sample can be a native binary.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(RunPlan))]
internal sealed partial class RunPlanJson : JsonSerializerContext;
