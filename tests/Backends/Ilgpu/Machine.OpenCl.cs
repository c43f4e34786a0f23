using System;
using System.Globalization;
using ILGPU;
using ILGPU.Runtime.OpenCL;

namespace ModelGen.Ilgpu.Tests.Harness;

internal sealed partial class Machine
{
    private const int FirstPocl = 7;

    static partial void Refuse(Context context, ref string? reason)
    {
        CLDevice device = context.GetCLDevice(0);
        if (device.PlatformName != "Portable Computing Language") return;

        string driver = CLAPI.CurrentAPI.GetDeviceInfo(device.DeviceId, CLDeviceInfoType.CL_DRIVER_VERSION); // "6.0"
        int major = driver.IndexOf('.', StringComparison.Ordinal);
        if (int.TryParse(driver.AsSpan(0, Math.Max(major, 0)), CultureInfo.InvariantCulture, out int version) && version < FirstPocl)
        {
            reason = $"PoCL {driver} ends the process over some kernels, by a check that LLVM has for its own tests (PoCL 1608); PoCL {FirstPocl} has none";
        }
    }
}
