using System.Globalization;
using CharGptSample;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return CommandLine.Run(args);
