using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("browser")]

// The program does nothing by itself: main.js calls Recogniser.
return;
