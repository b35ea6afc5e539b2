// checkov can't read this, and would say that nothing is wrong with it.
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name 'kv-planted'
}
