using System.Globalization;
using ModelGenTool;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return CommandLine.Run(args);
