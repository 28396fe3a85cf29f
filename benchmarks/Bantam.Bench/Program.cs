using Bantam.Bench;

return await CommandLine.RunAsync(args);
